using DeepRec.Encoders;
using DeepRec.Preprocessing;

namespace DeepRec.Models;

/// <summary>Encoders of some inputs side by side, a <see cref="ConcatenatedEncoder"/>, said without tensors.</summary>
internal sealed class FeaturesPlan
{
    private readonly FeatureInput[] _inputs;
    private readonly EncoderPlan[] _encoders;

    private FeaturesPlan(FeatureInput[] inputs, EncoderPlan[] encoders)
    {
        (_inputs, _encoders) = (inputs, encoders);
        foreach (var encoder in encoders) Width = checked(Width + encoder.Width);
    }

    /// <summary>The sum of the encoders' widths.</summary>
    public int Width { get; }

    /// <summary>What they save, by the inputs' names.</summary>
    public IEnumerable<WeightShape> Weights
    {
        get
        {
            for (int part = 0; part < _inputs.Length; part++) foreach (var weight in _encoders[part].Weights) yield return weight.Within(EncoderPlan.SafeName(_inputs[part].Name));
        }
    }

    /// <summary><see langword="null"/> where an encoder is known to its module alone.</summary>
    /// <param name="inputs">At least one.</param>
    /// <param name="chosen">Encoders by the input's name, where it is not the default one.</param>
    /// <exception cref="ArgumentException">An encoder does not suit its input, or is of no input.</exception>
    public static FeaturesPlan? Of(FeatureInput[] inputs, IReadOnlyDictionary<string, FeatureEncoderOptions> chosen)
    {
        var options = FeatureEncoderOptions.ChosenFor(inputs, chosen, idDimension: null, oneHotLimit: 64);
        var encoders = new EncoderPlan[inputs.Length];
        for (int part = 0; part < encoders.Length; part++)
        {
            if (options[part].Plan(inputs[part]) is not { } encoder) return null;
            encoders[part] = encoder;
        }

        return new FeaturesPlan(inputs, encoders);
    }

    /// <summary>What reads rows by such tensors.</summary>
    public PackedFeatures Pack(Func<string, NamedArray> weights)
    {
        var readers = new RowReader[_encoders.Length];
        for (int part = 0; part < readers.Length; part++)
        {
            string input = EncoderPlan.SafeName(_inputs[part].Name);
            readers[part] = _encoders[part].Read(name => weights($"{input}.{name}"));
        }

        return new PackedFeatures(_inputs, readers);
    }
}
