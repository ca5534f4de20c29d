using DeepRec.Preprocessing;

namespace DeepRec.Encoders;

/// <summary>
/// Cyclic time features as a learned vector: x = tanh(W c + b), c the sines and cosines that the step TimeFeatures makes of hour, weekday and so on.
/// A first harmonic in each cycle: smooth over midnight and the week's end.
/// </summary>
/// <remarks>Kazemi et al., "Time2Vec: Learning a Vector Representation of Time" (2019), with the frequencies fixed by the calendar.</remarks>
public sealed record TimeEncoderOptions : FeatureEncoderOptions
{
    /// <summary>D, the vector's length.</summary>
    /// <value>Default 4.</value>
    public int Dimension { get; init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Dimension is 1 or more."); } = 4;

    /// <inheritdoc/>
    public override FeatureEncoder Create(FeatureInput input, long seed)
    {
        ArgumentNullException.ThrowIfNull(input);
        TorchRuntime.EnsureLoaded();
        Require(input, FeatureInputKind.Number, "time");
        return new TimeEncoder(input, Dimension, seed);
    }

    internal override EncoderPlan Plan(FeatureInput input)
    {
        Require(input, FeatureInputKind.Number, "time");
        WeightBudget.Take("a dense layer", Dimension, input.Size);
        WeightShape[] weights = [new("projection.weight", ElementType.Float32, Dimension, input.Size), new("projection.bias", ElementType.Float32, Dimension)];
        return new EncoderPlan(Dimension, weights, named => new TimeReader(input, named(weights[0].Name), named(weights[1].Name)));
    }
}
