using DeepRec.Preprocessing;

namespace DeepRec.Encoders;

/// <summary>
/// Ids as themselves: x has one place for each known id, 1 where the row has it, 0 elsewhere; for several ids, n ids give 1/√n each.
/// Nothing is learned; for small vocabularies. Reserved ids (padding, missing, unknown) give zeros. D = V − 3.
/// </summary>
public sealed record OneHotEncoderOptions : FeatureEncoderOptions
{
    /// <inheritdoc/>
    public override FeatureEncoder Create(FeatureInput input, long seed)
    {
        ArgumentNullException.ThrowIfNull(input);
        TorchRuntime.EnsureLoaded();
        return input.Kind is FeatureInputKind.Id or FeatureInputKind.IdBag
            ? new OneHotEncoder(input)
            : throw new ArgumentException($"A one-hot encoder reads ids; '{input.Name}' is a {input.Kind}. Bucketize a number first.", nameof(input));
    }
}
