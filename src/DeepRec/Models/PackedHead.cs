namespace DeepRec.Models;

/// <summary>What <see cref="RatingHead"/> makes of sums in evaluation, in plain memory. Safe from many threads.</summary>
internal sealed class PackedHead
{
    private readonly Activation _output;
    private readonly float _scale = 1;
    private readonly float _shift;
    private readonly float _greatest = float.PositiveInfinity; // of a sum
    private readonly bool _isExponential;
    private readonly bool _clamps;
    private readonly LabelStatistics _label;
    private readonly float[]? _cut; // [K], of an ordinal loss
    private readonly float[]? _slope; // [K]
    private readonly float[]? _levels; // [K]

    /// <param name="settings">Such as can be packed.</param>
    /// <param name="label">The training labels in short.</param>
    /// <param name="weights">What an <see cref="OrdinalHead"/> saved, by its names.</param>
    public PackedHead(RatingHeadSettings settings, LabelStatistics label, Func<string, NamedArray> weights)
    {
        (_label, _clamps) = (label, settings.ClampToLabelRange);
        if (settings.Loss is OrdinalLoss) (_cut, _slope, _levels) = (weights("cut").ToArray<float>(), weights("slope").ToArray<float>(), [.. label.Levels]);
        else if (settings.Loss is WatchTimeLoss) (_isExponential, _greatest) = (true, (float)RatingHeadSettings.GreatestLogit);
        else if (settings.Loss.IsOfProbabilities) _output = Activation.Sigmoid;
        else if (settings.Output == RatingOutput.ScaledSigmoid) (_output, _scale, _shift) = (Activation.Sigmoid, label.Maximum - label.Minimum, label.Minimum);
        else if (settings.Output == RatingOutput.Activation) _output = settings.OutputActivation;
        else if (settings.Standardized) (_scale, _shift) = (label.StandardDeviation, label.Mean);
    }

    /// <summary>r̂ [n] of the network's outputs [n, K], which are used up, and the sums of the other parts [n].</summary>
    public void Predict(MatrixView network, ReadOnlySpan<float> others, Span<float> ratings)
    {
        if (_levels is not null) for (int i = 0; i < ratings.Length; i++) ratings[i] = Expected(network[i], others[i]);
        else Transform(network.Values, others, ratings);
        if (_clamps) foreach (ref float rating in ratings) rating = Math.Clamp(rating, _label.Minimum, _label.Maximum);
    }

    private void Transform(ReadOnlySpan<float> network, ReadOnlySpan<float> others, Span<float> ratings)
    {
        for (int i = 0; i < ratings.Length; i++) ratings[i] = network[i] + others[i];
        FusedActivation.Apply(_output, ratings);
        foreach (ref float rating in ratings)
        {
            if (_isExponential) rating = MathF.Exp(Math.Min(rating, _greatest));
            rating = (rating * _scale) + _shift;
        }
    }

    // Σ level · softmax(logits + cut + slope · z)
    private float Expected(Span<float> logits, float z)
    {
        float greatest = float.NegativeInfinity;
        for (int k = 0; k < logits.Length; k++)
        {
            logits[k] += _cut![k] + (_slope![k] * z);
            greatest = Math.Max(greatest, logits[k]);
        }

        double sum = 0, weighted = 0;
        for (int k = 0; k < logits.Length; k++)
        {
            double share = MathF.Exp(logits[k] - greatest);
            sum += share;
            weighted += share * _levels![k];
        }

        return (float)(weighted / sum);
    }
}
