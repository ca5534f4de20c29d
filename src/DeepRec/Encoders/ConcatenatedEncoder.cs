using DeepRec.Preprocessing;
using static TorchSharp.torch;

namespace DeepRec.Encoders;

/// <summary>Several encoders side by side: x = [x₁ … x_n] ∈ [B, D₁ + … + D_n].</summary>
public sealed class ConcatenatedEncoder : FeatureEncoder
{
    private readonly (string Input, FeatureEncoder Encoder)[] _parts;

    /// <summary>Takes over encoders.</summary>
    /// <param name="parts">At least one; each under the name of what it reads, names distinct.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public ConcatenatedEncoder(IEnumerable<KeyValuePair<string, FeatureEncoder>> parts) : base(nameof(ConcatenatedEncoder))
    {
        ArgumentNullException.ThrowIfNull(parts);
        _parts = [.. parts.Select(p => (p.Key, p.Value))];
        if (_parts.Length == 0) throw new ArgumentException("There is nothing to encode. Give the data a user, an item or a feature.", nameof(parts));
        foreach (var (input, encoder) in _parts) register_module(EncoderPlan.SafeName(input), encoder);
        OutputWidth = _parts.Sum(p => p.Encoder.OutputWidth);
    }

    /// <summary>One encoder for each input, by what is said for it, else by its kind.</summary>
    internal static ConcatenatedEncoder Create(IReadOnlyList<FeatureInput> inputs, IReadOnlyDictionary<string, FeatureEncoderOptions> chosen, int? idDimension, int oneHotLimit, long seed)
    {
        var options = FeatureEncoderOptions.ChosenFor(inputs, chosen, idDimension, oneHotLimit);
        var parts = new List<KeyValuePair<string, FeatureEncoder>>(inputs.Count);
        try
        {
            foreach (var (input, option) in inputs.Zip(options)) parts.Add(KeyValuePair.Create(input.Name, option.Create(input, (long)StableHash.Combine((ulong)seed, StableHash.Of(input.Name)))));

            return new ConcatenatedEncoder(parts);
        }
        catch
        {
            // What was made so far would else be left to the finaliser.
            foreach (var (_, encoder) in parts) encoder.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override int OutputWidth { get; }

    /// <summary>D₁ … D_n.</summary>
    internal IReadOnlyList<int> PartWidths => Array.ConvertAll(_parts, p => p.Encoder.OutputWidth);

    /// <summary>The encoder of one input.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public FeatureEncoder this[string input] =>
        _parts.FirstOrDefault(p => p.Input == input).Encoder ?? throw new ArgumentException($"There is no encoder of '{input}'.", nameof(input));

    /// <inheritdoc/>
    public override Tensor forward(FeatureBatch batch) => Concatenate(EncodeParts(batch));

    internal override void FillUnmet(Dataset training)
    {
        foreach (var (_, encoder) in _parts) encoder.FillUnmet(training);
    }

    /// <summary>Each part's vectors, in order.</summary>
    internal Tensor[] EncodeParts(FeatureBatch batch) => Array.ConvertAll(_parts, p => p.Encoder.call(batch)); // n × [B, D_i]

    internal static Tensor Concatenate(Tensor[] parts) => cat(parts, dim: 1); // [B, D]

    /// <summary>Where an input's vectors stand among the parts; −1 when it has none.</summary>
    internal int IndexOf(string? input) => Array.FindIndex(_parts, p => p.Input == input);

    /// <summary>Does nothing: layers are registered under names of their own, and a search of the fields would register them twice.</summary>
    protected override void RegisterComponents()
    {
    }
}
