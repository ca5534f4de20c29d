using DeepRec.Models;

namespace DeepRec.Onnx;

/// <summary>The last step of a rating predictor: sums become ratings.</summary>
internal static class HeadWriter
{
    /// <summary>r̂ [B] of the network's outputs [B, K] and the sum of the other parts [B], if there are any.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="settings">What the head is made by.</param>
    /// <param name="label">The training labels in short.</param>
    /// <param name="network">Shape [B, K].</param>
    /// <param name="others">Shape [B]; or <see langword="null"/>.</param>
    /// <param name="ordinal">What the head of an ordinal loss learned.</param>
    public static string Rating(this OnnxGraph graph, RatingHeadSettings settings, LabelStatistics label, string network, string? others, Weights ordinal)
    {
        string rating = settings.Loss is OrdinalLoss ? graph.Expected(label, network, others, ordinal) : graph.Transform(settings, label, graph.Total(network, others));
        return settings.ClampToLabelRange ? graph.Clip(rating, label.Minimum, label.Maximum) : rating;
    }

    // [B, 1] and [B] → [B].
    private static string Total(this OnnxGraph graph, string network, string? others)
    {
        string sum = graph.Squeeze(network, 1);
        return others is null ? sum : graph.Add(sum, others);
    }

    private static string Transform(this OnnxGraph graph, RatingHeadSettings settings, LabelStatistics label, string sum) => settings.Output switch
    {
        _ when settings.Loss is WatchTimeLoss => graph.Op("Exp", graph.Op("Min", sum, graph.Scalar(RatingHeadSettings.GreatestLogit))),
        _ when settings.Loss.IsOfProbabilities => graph.Op("Sigmoid", sum),
        RatingOutput.ScaledSigmoid => graph.Add(graph.Times(graph.Op("Sigmoid", sum), label.Maximum - label.Minimum), graph.Scalar(label.Minimum)),
        RatingOutput.Activation => graph.Apply(settings.OutputActivation, sum),
        _ when settings.Standardized => graph.Add(graph.Times(sum, label.StandardDeviation), graph.Scalar(label.Mean)),
        _ => sum,
    };

    // Σ level · softmax(logits + cut + slope · z). [B, K] → [B].
    private static string Expected(this OnnxGraph graph, LabelStatistics label, string logits, string? others, Weights ordinal)
    {
        logits = graph.Add(logits, ordinal.In(graph, "cut"));
        if (others is not null) logits = graph.Add(logits, graph.Mul(graph.Unsqueeze(others, 1), ordinal.In(graph, "slope"))); // [B, 1] · [K]
        return graph.Squeeze(graph.MatMul(graph.Softmax(logits), graph.Floats([.. label.Levels], label.Levels.Count, 1)), 1); // [B, K] · [K, 1] → [B]
    }
}
