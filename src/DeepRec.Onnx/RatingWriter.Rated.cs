using DeepRec.Encoders;
using DeepRec.Models;
using DeepRec.Preprocessing;

namespace DeepRec.Onnx;

/// <summary>Models of who rated what, by what they kept of the training's ratings.</summary>
internal sealed partial class RatingWriter
{
    private string RatedHistory(RatedHistoryPredictorOptions options, Weights weights)
    {
        if (options.Times != RatingTimes.Ignored) throw new NotSupportedException($"RatedHistoryPredictor reads the times of a user's other ratings, which has no ONNX form. Set Times = {nameof(RatingTimes)}.{nameof(RatingTimes.Ignored)}, or serve the .deeprec file.");
        FeatureInput user = inputs.User!, item = inputs.Item!;
        var (p, ofUser, userCount) = Side(user, FeatureRole.UserFeature, options, weights.Within("users"));
        var (q, ofItem, itemCount) = Side(item, FeatureRole.ItemFeature, options, weights.Within("items"));
        string sum = graph.Add(graph.Add(ofUser, ofItem), graph.Sum(graph.Mul(p, q), 1)); // [B]
        FeatureInput[] rest = [.. inputs.Features.Where(f => f != user && f != item && f.Role is not (FeatureRole.UserFeature or FeatureRole.ItemFeature))];
        string x = graph.Concat(1, [p, q, Familiarity(userCount), Familiarity(itemCount), .. Encoded(rest, options, weights.Within("context"))]); // [B, 2 D + 2 …]
        string network = graph.Dense(x, new DenseSettings(options.HiddenLayers, options.Activation), weights.Within("layers")); // [B, K]
        var head = new RatingHeadSettings(options.Loss, RatingOutput.Linear, Activation.Identity, StartAtLabelMean: false, StandardizeLabel: true, options.ClampToLabelRange);
        return graph.Rating(head, inputs.Label, network, sum, weights.Within("ordinal"));
    }

    // What is known of one side: its vector [B, D], its bias [B], and how many ratings it has [B].
    private (string Vector, string Bias, string Count) Side(FeatureInput id, FeatureRole role, RatedHistoryPredictorOptions options, Weights weights)
    {
        string ids = columns.Ids(id);
        var history = weights.Within("history");
        string vector = graph.Rows(history.In(graph, "sums"), ids), bias = graph.Rows(weights.In(graph, "bias"), ids), count = graph.Rows(history.In(graph, "counts"), ids);
        FeatureInput[] features = [.. inputs.Features.Where(f => f.Role == role)];
        if (features.Length == 0) return (vector, bias, count);
        string encoded = graph.MatMul(graph.Concat(1, Encoded(features, options, weights.Within("features"))), weights.In(graph, "weights")); // [B, F] → [B, D + 1], the bias first
        return (graph.Add(vector, graph.Slice(encoded, 1, options.Dimension + 1, 1)), graph.Add(bias, graph.Squeeze(graph.Slice(encoded, 0, 1, 1), 1)), count);
    }

    private string[] Encoded(FeatureInput[] features, RatedHistoryPredictorOptions options, Weights weights) => _encoders.Parts(
        features, FeatureEncoderOptions.ChosenFor(features, options.Encoders.Where(e => features.Any(f => f.Name == e.Key)).ToDictionary(), idDimension: null, options.OneHotLimit), weights);

    // ¼ ln(1 + n) − 1. [B] → [B, 1].
    private string Familiarity(string count) => graph.Unsqueeze(graph.Sub(graph.Times(graph.Op("Log", graph.Add(count, graph.Scalar(1))), 0.25), graph.Scalar(1)), 1);

    private string AutoRec(ItemAutoRecOptions options, Weights weights)
    {
        string users = columns.Ids(inputs.User!), items = columns.Ids(inputs.Item!);
        string products = graph.Sum(graph.Mul(graph.Rows(weights.In(graph, "codes"), items), graph.Rows(weights.In(graph, "decoder"), users)), 1); // [B, H] → [B]
        string rating = graph.Add(graph.Times(graph.Add(products, graph.Rows(weights.In(graph, "bias"), users)), inputs.Label.StandardDeviation), graph.Scalar(inputs.Label.Mean));
        return options.ClampToLabelRange ? graph.Clip(rating, inputs.Label.Minimum, inputs.Label.Maximum) : rating;
    }
}
