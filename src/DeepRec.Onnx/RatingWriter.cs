using DeepRec.Encoders;
using DeepRec.Models;
using DeepRec.Preprocessing;

namespace DeepRec.Onnx;

/// <summary>Rating predictors: from the columns of a batch to r̂ [B].</summary>
internal sealed partial class RatingWriter(OnnxGraph graph, ColumnInputs columns, ModelInputs inputs)
{
    private readonly EncoderWriter _encoders = new(graph, columns);

    /// <summary>The ratings of a model.</summary>
    /// <exception cref="NotSupportedException">The model, or a part of it, has no form in ONNX.</exception>
    public string Write(RatingPredictorOptions options, Weights weights) => options switch
    {
        MlpRatingPredictorOptions mlp => Mlp(mlp, weights),
        DeepFmOptions machine => DeepFm(machine, weights),
        DeepCrossNetworkOptions cross => Cross(cross, weights),
        RatedHistoryPredictorOptions rated => RatedHistory(rated, weights),
        ItemAutoRecOptions autoencoder => AutoRec(autoencoder, weights),
        RatingEnsembleOptions ensemble => Ensemble(ensemble, weights),
        _ => throw new NotSupportedException($"{NameOf(options)} has no ONNX form. Train a model of the library's own, such as MlpRatingPredictor, or serve the .deeprec file."),
    };

    private static string NameOf(RatingPredictorOptions options) => options.GetType().Name.Replace("Options", "", StringComparison.Ordinal);

    private string Mlp(MlpRatingPredictorOptions options, Weights weights)
    {
        var chosen = FeatureEncoderOptions.ChosenFor(inputs.Features, options.Encoders, options.EmbeddingDimension, options.OneHotLimit);
        string[] parts = _encoders.Parts(inputs.Features, chosen, weights.Within("encoder")); // n × [B, D_i]
        var used = MlpParts.Of(options, inputs);
        string x = graph.Fuse(options.Fusion, [.. used.Network.Select(part => parts[part])], weights.Within("fusion")); // [B, F]
        string? others = null;
        if (options.Biases && inputs.User is { } user) Plus(Bias("user_bias", user));
        if (options.Biases && inputs.Item is { } item) Plus(Bias("item_bias", item));
        if (options.InnerProduct) Plus(graph.Sum(graph.Mul(parts[used.User], parts[used.Item]), 1)); // [B, D] → [B]
        return graph.Rating(options.Head, inputs.Label, graph.Dense(x, options.Dense, weights.Within("layers")), others, weights.Within("ordinal"));

        void Plus(string part) => others = others is null ? part : graph.Add(others, part);

        string Bias(string name, FeatureInput input) => graph.Squeeze(graph.Rows(weights.Within(name).In(graph, "weight"), columns.Ids(input)), 1); // [B] → [B, 1] → [B]
    }

    private string DeepFm(DeepFmOptions options, Weights weights)
    {
        var encoders = inputs.Features.ToDictionary(f => f.Name, f => options.Encoders.GetValueOrDefault(f.Name) ?? options.EncoderOf(f));
        string[] parts = _encoders.Parts(inputs.Features, [.. inputs.Features.Select(f => encoders[f.Name])], weights.Within("encoder")); // n × [B, D_i]
        string vectors = graph.Stack(parts.Select((part, i) => weights.Has($"projection_{i}.weight") ? weights.Linear(graph, part, $"projection_{i}") : part)); // [B, n, D]
        string network = graph.Dense(graph.Reshape(vectors, 0, (long)parts.Length * options.Dimension), options.Dense, weights.Within("layers")); // [B, n · D] → [B, K]
        string others = graph.Add(graph.Sum(graph.SumOfProducts(vectors), 1), FirstOrder(weights.Within("first_order"))); // [B]
        return graph.Rating(options.Head, inputs.Label, network, others, weights.Within("ordinal"));
    }

    // A number for each id, and a weight for each number. [B].
    private string FirstOrder(Weights weights)
    {
        FeatureInput[] ids = [.. inputs.Features.Where(f => f.Kind is FeatureInputKind.Id or FeatureInputKind.IdBag)], numbers = [.. inputs.Features.Where(f => f.Kind == FeatureInputKind.Number)];
        var options = ids.Select(f => f.Kind == FeatureInputKind.Id ? (FeatureEncoderOptions)new CategoryEncoderOptions() : new CategoriesEncoderOptions());
        string[] looked = _encoders.Parts(ids, [.. options], weights.Within("ids")); // n × [B, 1]
        string? sum = looked.Length > 0 ? graph.Sum(graph.Concat(1, looked), 1) : null;
        if (numbers.Length == 0) return sum ?? graph.Scalar(0);
        string weighed = graph.Squeeze(weights.Linear(graph, graph.Concat(1, [.. numbers.Select(columns.Numbers)]), "numbers"), 1); // [B, Σ width] → [B]
        return sum is null ? weighed : graph.Add(sum, weighed);
    }

    private string Cross(DeepCrossNetworkOptions options, Weights weights)
    {
        var chosen = FeatureEncoderOptions.ChosenFor(inputs.Features, options.Encoders, options.EmbeddingDimension, options.OneHotLimit);
        string x = graph.Concat(1, _encoders.Parts(inputs.Features, chosen, weights.Within("encoder"))); // [B, F]
        string crossed = graph.CrossLayers(x, options.CrossLayers, options.Rank is not null, weights.Within("cross"));
        string network = options.Structure == CrossStructure.Stacked
            ? graph.Dense(crossed, options.Dense, weights.Within("layers"))
            : graph.Add(graph.Dense(x, options.Dense, weights.Within("layers")), weights.Linear(graph, crossed, "of_cross")); // [B, K]
        return graph.Rating(options.Head, inputs.Label, network, others: null, weights.Within("ordinal"));
    }

    private string Ensemble(RatingEnsembleOptions options, Weights weights)
    {
        double[] shares = options.Shares();
        string? sum = null;
        for (int m = 0; m < shares.Length; m++)
        {
            if (shares[m] == 0) continue;
            string part = graph.Times(Write(options.Members[m].Model, weights.Within(RatingEnsembleOptions.NameOf(m))), shares[m]);
            sum = sum is null ? part : graph.Add(sum, part);
        }

        return sum!;
    }
}
