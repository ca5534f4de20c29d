using DeepRec.Preprocessing;

namespace DeepRec.Encoders;

/// <summary>How one input is encoded: settings from which the encoder is built, again after loading.</summary>
/// <remarks>Derive a sealed record to bring an encoder of your own; its public properties are saved, under the name given to <see cref="BundleTypes"/>.</remarks>
public abstract record FeatureEncoderOptions
{
    /// <summary>No encoders by name: one object, so that settings left at it are equal.</summary>
    internal static IReadOnlyDictionary<string, FeatureEncoderOptions> None { get; } = new Dictionary<string, FeatureEncoderOptions>();

    /// <summary>Builds the encoder of an input.</summary>
    /// <param name="input">The column that it reads.</param>
    /// <param name="seed">Governs its start values.</param>
    /// <exception cref="ArgumentException">The input's kind does not suit.</exception>
    public abstract FeatureEncoder Create(FeatureInput input, long seed);

    /// <summary>What the encoder of an input is, said without tensors; <see langword="null"/> (the default) where that is not known.</summary>
    /// <exception cref="ArgumentException">The input's kind does not suit.</exception>
    internal virtual EncoderPlan? Plan(FeatureInput input) => null;

    /// <summary>What is said for an input, else what it gets by its kind.</summary>
    /// <param name="inputs">All inputs of a model.</param>
    /// <param name="chosen">What is said, by the input's name.</param>
    /// <param name="idDimension">The length of the user's and of the item's embedding; <see langword="null"/>: by the number of ids.</param>
    /// <param name="oneHotLimit">Up to how many ids a side feature is encoded as itself.</param>
    /// <exception cref="ArgumentException">Something is said for what is no input.</exception>
    internal static IReadOnlyList<FeatureEncoderOptions> ChosenFor(IReadOnlyList<FeatureInput> inputs, IReadOnlyDictionary<string, FeatureEncoderOptions> chosen, int? idDimension, int oneHotLimit)
    {
        string? stray = chosen.Keys.FirstOrDefault(name => inputs.All(i => i.Name != name));
        return stray is null
            ? [.. inputs.Select(input => chosen.GetValueOrDefault(input.Name) ?? DefaultFor(input, idDimension, oneHotLimit))]
            : throw new ArgumentException($"An encoder is given for '{stray}', which is no input. Inputs: {string.Join(", ", inputs.Select(i => i.Name))}.", nameof(chosen));
    }

    /// <summary>
    /// What an input gets when nothing is said: an embedding for ids, a pooled embedding for several ids, by their weights where they have some, a projection for vectors, numbers
    /// as they are; side features of few ids as themselves where that is wanted.
    /// </summary>
    internal static FeatureEncoderOptions DefaultFor(FeatureInput input, int? idDimension, int oneHotLimit) => input.Kind switch
    {
        FeatureInputKind.IdBag when input.Weights.Count > 0 => input.VectorWidth > 0 ? new TextBagEncoderOptions { Dimension = input.VectorWidth } : new TextBagEncoderOptions(),
        FeatureInputKind.Id or FeatureInputKind.IdBag when input.Size <= oneHotLimit && input.Role is not (FeatureRole.User or FeatureRole.Item) => new OneHotEncoderOptions(),
        FeatureInputKind.Id => new CategoryEncoderOptions { Dimension = input.Role is FeatureRole.User or FeatureRole.Item ? idDimension : null },
        FeatureInputKind.IdBag => new CategoriesEncoderOptions(),
        FeatureInputKind.Vector => new VectorEncoderOptions(),
        _ => new NumberEncoderOptions(),
    };

    private protected static void RequireVectors(FeatureInput input, int dimension, string option, bool frozen)
    {
        if (input.VectorWidth > 0 && input.VectorWidth != dimension)
        {
            throw new ArgumentException($"The tokens of '{input.Name}' start from vectors of {input.VectorWidth} numbers, and {option} is {dimension}. Set {option} = {input.VectorWidth}.", nameof(input));
        }

        if (frozen && input.VectorWidth == 0)
        {
            throw new ArgumentException($"FreezeVectors keeps the vectors that the tokens of '{input.Name}' start from, and there are none. Set TextVocabulary.Vectors, or FreezeVectors = false.", nameof(input));
        }
    }

    private protected static void Require(FeatureInput input, FeatureInputKind kind, string encoder)
    {
        if (input.Kind != kind) throw new ArgumentException($"A {encoder} encoder reads inputs of kind {kind}; '{input.Name}' is a {input.Kind}.", nameof(input));
    }
}
