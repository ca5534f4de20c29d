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
        return new OneHotEncoder(input, WidthOf(input));
    }

    internal override EncoderPlan Plan(FeatureInput input)
    {
        int width = WidthOf(input);
        return EncoderPlan.OfNothing(width, () => new OneHotReader(width));
    }

    private static int WidthOf(FeatureInput input)
    {
        if (input.Kind is not (FeatureInputKind.Id or FeatureInputKind.IdBag)) throw new ArgumentException($"A one-hot encoder reads ids; '{input.Name}' is a {input.Kind}. Bucketize a number first.", nameof(input));
        int width = Math.Max(1, input.Size - Vocabulary.FirstBucket - 1);
        WeightBudget.Take("one-hot codes", width);
        return width;
    }
}
