using DeepRec.Encoders;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepRec.Models;

/// <summary>
/// The last step of a rating predictor: what its parts add up to becomes a rating r̂ = g(z), or a loss. With an ordinal loss the network has K outputs and
/// the other parts shift them.
/// </summary>
internal sealed class RatingHead
{
    private readonly RatingHeadSettings _settings;
    private readonly LabelStatistics _label;

    /// <exception cref="ArgumentException">The labels do not suit the loss.</exception>
    public RatingHead(RatingHeadSettings settings, LabelStatistics label)
    {
        (_settings, _label) = (settings, label);
        settings.Require(label);
        Ordinal = settings.Loss is OrdinalLoss ? new OrdinalHead(label) : null;
    }

    /// <summary>The levels of an ordinal loss: for the model to register, and to dispose of with itself.</summary>
    public OrdinalHead? Ordinal { get; }

    /// <summary>K, how many outputs the network has.</summary>
    public int Outputs => _settings.Outputs(_label);

    /// <summary>What a squared error is measured in.</summary>
    public double Unit => _settings.Standardized ? (double)_label.StandardDeviation * _label.StandardDeviation : 1;

    /// <summary>The same without autograd; <see langword="null"/> where there is no such form.</summary>
    public FusedHead? Fuse() => FusedHead.Of(_settings, _label, _settings.Standardized);

    /// <summary>Starts the output's bias where g gives the mean label, if that is asked for.</summary>
    public void Start(Linear output)
    {
        if (Ordinal is not null || !_settings.StartAtLabelMean || _settings.Standardized) return;
        double share = Math.Clamp((_label.Mean - _label.Minimum) / Math.Max(_label.Maximum - _label.Minimum, 1e-12), 0.01, 0.99);
        double start = _settings.Output switch
        {
            _ when _settings.Loss is WatchTimeLoss => Math.Log(Math.Max(_label.Mean, 1e-6)),
            _ when _settings.Loss.IsOfProbabilities => Logit(Math.Clamp(_label.Mean, 1e-6, 1 - 1e-6)),
            RatingOutput.ScaledSigmoid => Logit(share),
            RatingOutput.Activation when _settings.OutputActivation != Activation.Identity => 0,
            _ => _label.Mean,
        };
        TensorMemory.Span<float>(output.bias!)[0] += (float)start;
    }

    /// <summary>r̂ [B] of the network's outputs [B, K] and the sum of the other parts [B], if there are any.</summary>
    /// <param name="network">Shape [B, K].</param>
    /// <param name="others">Shape [B].</param>
    /// <param name="training">Whether predictions may leave the range of the labels.</param>
    public Tensor Predict(Tensor network, Tensor? others, bool training)
    {
        var rating = Ordinal is { } head ? head.Expected(head.Shift(network, others)) : Transform(Sum(network, others)); // [B]
        return training || !_settings.ClampToLabelRange ? rating : rating.AtLeast(_label.Minimum).AtMost(_label.Maximum);
    }

    /// <summary>Whether the loss is one of predictions, rather than of what they are made from.</summary>
    public bool IsOfPredictions => _settings.Loss.IsOfPredictions;

    /// <summary>The loss of a batch's predictions [B].</summary>
    public Tensor Loss(Tensor prediction, FeatureBatch batch) => _settings.Loss switch
    {
        HuberLoss huber => RatingLosses.Huber(prediction, batch.Label, huber.Delta, batch.Weights),
        AbsoluteErrorLoss => RatingLosses.AbsoluteError(prediction, batch.Label, batch.Weights),
        _ => RatingLosses.SquaredError(prediction, batch.Label, batch.Weights),
    };

    /// <summary>The loss of the network's outputs [B, K] and the sum of the other parts [B], if there are any.</summary>
    public Tensor Loss(Tensor network, Tensor? others, FeatureBatch batch) => _settings.Loss switch
    {
        WatchTimeLoss => RatingLosses.WatchTime(Sum(network, others), batch.Label, batch.Weights),
        LogisticLoss => RatingLosses.Log(Sum(network, others), batch.Label, batch.Weights),
        GeneralizedCrossEntropyLoss general => RatingLosses.GeneralizedCrossEntropy(Sum(network, others), batch.Label, general.Power, batch.Weights),
        OrdinalLoss ordinal => RatingLosses.Ordinal(Ordinal!.Shift(network, others), Ordinal.Values, batch.Label, ordinal.SquaredErrorWeight, batch.Weights),
        _ => Loss(Predict(network, others, training: true), batch),
    };

    private static double Logit(double share) => Math.Log(share / (1 - share));

    private static Tensor Sum(Tensor network, Tensor? others) => others is null ? network.squeeze(1) : network.squeeze(1).Plus(others); // [B, 1] → [B]

    private Tensor Transform(Tensor sum) => _settings.Output switch
    {
        _ when _settings.Loss is WatchTimeLoss => sum.AtMost(RatingHeadSettings.GreatestLogit).exp(),
        _ when _settings.Loss.IsOfProbabilities => sum.sigmoid(),
        RatingOutput.ScaledSigmoid => sum.sigmoid().Times(_label.Maximum - _label.Minimum).Plus(_label.Minimum),
        RatingOutput.Activation => _settings.OutputActivation.Apply(sum),
        _ when _settings.Standardized => sum.Times(_label.StandardDeviation).Plus(_label.Mean),
        _ => sum,
    };
}
