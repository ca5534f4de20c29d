namespace DeepRec.Models;

/// <summary>What <see cref="RatingHead"/> makes of sums in training: r̂ = g(z), a loss of each row, and its slope. Formulas in float32, as there; losses are summed in double precision.</summary>
internal sealed class FusedHead
{
    private readonly RatingHeadSettings _settings;
    private readonly Activation _output;
    private readonly float _delta;
    private readonly float _scale;
    private readonly float _shift;

    private FusedHead(RatingHeadSettings settings, Activation output, float scale, float shift)
    {
        (_settings, _output, _scale, _shift) = (settings, output, scale, shift);
        _delta = settings.Loss is HuberLoss huber ? (float)huber.Delta : float.PositiveInfinity;
    }

    /// <summary><see langword="null"/> where the loss is ordinal, or the derivative of the output's activation is not known from its value.</summary>
    public static FusedHead? Of(RatingHeadSettings settings, LabelStatistics label, bool standardized) => settings switch
    {
        { Loss: OrdinalLoss } => null,
        { Loss: LogisticLoss or GeneralizedCrossEntropyLoss or WatchTimeLoss } => new FusedHead(settings, Activation.Identity, 1, 0),
        { Output: RatingOutput.ScaledSigmoid } => new FusedHead(settings, Activation.Sigmoid, label.Maximum - label.Minimum, label.Minimum),
        { Output: RatingOutput.Activation } => FusedActivation.IsKnown(settings.OutputActivation) ? new FusedHead(settings, settings.OutputActivation, 1, 0) : null,
        _ => standardized ? new FusedHead(settings, Activation.Identity, label.StandardDeviation, label.Mean) : new FusedHead(settings, Activation.Identity, 1, 0),
    };

    /// <summary>The losses' sum, and of each row the slope of its loss divided by the batch.</summary>
    /// <param name="z">[n]: sums; used up.</param>
    /// <param name="label">[n].</param>
    /// <param name="slope">[n].</param>
    /// <param name="weights">w, [n], by which a row's loss and slope are multiplied.</param>
    /// <param name="batch">B, how many rows the step has.</param>
    public double Loss(Span<float> z, ReadOnlySpan<float> label, Span<float> slope, ReadOnlySpan<float> weights, int batch) => _settings.Loss switch
    {
        LogisticLoss => Logistic(z, label, slope, weights, batch),
        GeneralizedCrossEntropyLoss general => Generalized(general.Power, z, label, slope, weights, batch),
        WatchTimeLoss => WatchTime(z, label, slope, weights, batch),
        _ => OfPredictions(z, label, slope, weights, batch),
    };

    private double OfPredictions(Span<float> z, ReadOnlySpan<float> label, Span<float> slope, ReadOnlySpan<float> weights, int batch)
    {
        double sum = 0;
        bool squared = _settings.Loss is SquaredErrorLoss, absolute = _settings.Loss is AbsoluteErrorLoss;
        FusedActivation.Apply(_output, z);
        for (int i = 0; i < z.Length; i++)
        {
            float error = (z[i] * _scale) + _shift - label[i];
            float inner = Math.Min(MathF.Abs(error), _delta);
            sum += weights[i] * (squared ? error * error : absolute ? MathF.Abs(error) : inner * (MathF.Abs(error) - (0.5f * inner)));
            slope[i] = weights[i] * (squared ? 2 * error : absolute ? Math.Sign(error) : MathF.CopySign(inner, error)) / batch * _scale * FusedActivation.Slope(_output, z[i]);
        }

        return sum;
    }

    private static double Logistic(ReadOnlySpan<float> z, ReadOnlySpan<float> label, Span<float> slope, ReadOnlySpan<float> weights, int batch)
    {
        double sum = 0;
        for (int i = 0; i < z.Length; i++)
        {
            sum -= weights[i] * ((label[i] * LogSigmoid(z[i])) + ((1 - label[i]) * LogSigmoid(-z[i])));
            slope[i] = weights[i] * (((1 - label[i]) * Sigmoid(z[i])) - (label[i] * Sigmoid(-z[i]))) / batch; // σ(z) − y, without taking like from like
        }

        return sum;
    }

    private static double Generalized(double power, ReadOnlySpan<float> z, ReadOnlySpan<float> label, Span<float> slope, ReadOnlySpan<float> weights, int batch)
    {
        double sum = 0;
        for (int i = 0; i < z.Length; i++)
        {
            double yes = 1 / (1 + Math.Exp(-z[i])), no = 1 / (1 + Math.Exp(z[i])), one = Math.Pow(yes, power), zero = Math.Pow(no, power); // σ, 1 − σ, σ^q, (1 − σ)^q
            sum += weights[i] * ((label[i] * (1 - one)) + ((1 - label[i]) * (1 - zero))) / power;
            slope[i] = (float)(weights[i] * (((1 - label[i]) * zero * yes) - (label[i] * one * no)) / batch);
        }

        return sum;
    }

    private static double WatchTime(ReadOnlySpan<float> z, ReadOnlySpan<float> watched, Span<float> slope, ReadOnlySpan<float> weights, int batch)
    {
        double sum = 0;
        for (int i = 0; i < z.Length; i++)
        {
            int passed = 1 - Math.Sign(watched[i]);
            sum -= weights[i] * ((watched[i] * LogSigmoid(z[i])) + (passed * LogSigmoid(-z[i])));
            slope[i] = weights[i] * ((passed * Sigmoid(z[i])) - (watched[i] * Sigmoid(-z[i]))) / batch;
        }

        return sum;
    }

    private static float Sigmoid(float z) => 1 / (1 + MathF.Exp(-z));

    // ln σ(z) without overflow.
    private static float LogSigmoid(float z) => Math.Min(z, 0) - float.LogP1(MathF.Exp(-MathF.Abs(z)));
}
