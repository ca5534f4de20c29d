using DeepRec.Onnx;
using Google.Protobuf;

namespace DeepRec;

/// <summary>Writes trained recommenders as ONNX files.</summary>
/// <remarks>
/// Operators are those of set 17, in a file of one part. The graph reads encoded columns; the metadata, one JSON document under the key <c>deeprec</c>,
/// holds the vocabularies, the constants of the preprocessing, and what it makes of each known user and item, so that <c>OnnxRecommender</c> of the package
/// DeepRec.OnnxRuntime answers for raw ids and values.
/// </remarks>
public static class OnnxExport
{
    /// <summary>Writes a recommender of ratings: columns of a batch in, ratings [batch] out.</summary>
    /// <typeparam name="TUser">The type of user ids.</typeparam>
    /// <typeparam name="TItem">The type of item ids.</typeparam>
    /// <param name="recommender">Trained or loaded.</param>
    /// <param name="path">By custom ending in <c>.onnx</c>. Written under a temporary name first: an old file stays whole until the new one is.</param>
    /// <exception cref="NotSupportedException">The model, an encoder or a step has no form in ONNX, or the tables are larger than 2 GB; the message names it and what to do.</exception>
    public static void ExportOnnx<TUser, TItem>(this Recommender<TUser, TItem> recommender, string path)
        where TUser : notnull
        where TItem : notnull
    {
        ArgumentNullException.ThrowIfNull(recommender);
        ArgumentException.ThrowIfNullOrEmpty(path);
        var bundle = recommender.Bundle;
        var pipeline = new PipelineWriter(bundle.Pipeline, bundle.Users, bundle.Items);
        pipeline.Require();
        var graph = new OnnxGraph();
        var columns = new ColumnInputs(graph);
        string rating = new RatingWriter(graph, columns, new Models.ModelInputs(bundle.Pipeline.KnownBefore, bundle.Label)).Write(bundle.ModelOptions, Weights.Of(bundle.Model.Weights()));
        string output = graph.Output(rating, "rating", OnnxType.Float, "batch");

        using var card = new ModelCard("rating", bundle.Model.Name, typeof(TUser), typeof(TItem));
        card.Graph(columns.Fed, [], output);
        card.Number("labelMean", bundle.Label.Mean);
        pipeline.Write(card);
        card.Numbers("offsets", bundle.Rated.Offsets);
        card.Numbers("met", bundle.Rated.Items);
        Write(path, graph, card);
    }

    /// <summary>Writes a recommender of rankings: columns of requests and the items met before in, scores of the whole catalogue [batch, items] out.</summary>
    /// <remarks>The catalogue, encoded, is part of the file. What a file's recommender leans on is the model and, where that has nothing to go by, popularity.</remarks>
    /// <typeparam name="TUser">The type of user ids.</typeparam>
    /// <typeparam name="TItem">The type of item ids.</typeparam>
    /// <param name="recommender">Trained or loaded.</param>
    /// <param name="path">By custom ending in <c>.onnx</c>. Written under a temporary name first: an old file stays whole until the new one is.</param>
    /// <exception cref="NotSupportedException">The model, an encoder, a history or a step has no form in ONNX, or the tables are larger than 2 GB; the message names it and what to do.</exception>
    public static void ExportOnnx<TUser, TItem>(this RankingRecommender<TUser, TItem> recommender, string path)
        where TUser : notnull
        where TItem : notnull
    {
        ArgumentNullException.ThrowIfNull(recommender);
        ArgumentException.ThrowIfNullOrEmpty(path);
        var bundle = recommender.Bundle;
        if (bundle.Actions.Targets.Count > 0) throw new NotSupportedException($"The ranker foresees the actions {string.Join(", ", bundle.Actions.Targets)} alone, and a file knows no actions. Leave TargetActions empty, or serve the .deeprec file.");
        var pipeline = new PipelineWriter(bundle.Pipeline, bundle.Users, bundle.Items);
        pipeline.Require();
        var graph = new OnnxGraph();
        var columns = new ColumnInputs(graph);
        var ranker = new RankingWriter(graph, columns, bundle.Inputs, bundle.Scorer);
        string output = graph.Output(ranker.Write(bundle.ModelOptions), "scores", OnnxType.Float, "batch", bundle.Inputs.ItemCount);

        using var card = new ModelCard("ranking", bundle.ModelOptions.GetType().Name.Replace("Options", "", StringComparison.Ordinal), typeof(TUser), typeof(TItem));
        card.Graph(columns.Fed, ranker.Histories, output);
        card.Texts("evidence", [.. Enum.GetValues<RankingEvidence>().Where(one => one != RankingEvidence.None && bundle.Scorer.Evidence.HasFlag(one)).Select(one => one.ToString())]);
        pipeline.Write(card);
        card.Numbers("offsets", bundle.Interactions.Offsets);
        card.Numbers("met", bundle.Interactions.Items);
        Write(path, graph, card);
    }

    private static void Write(string path, OnnxGraph graph, ModelCard card)
    {
        var model = graph.ToModel(BundleParts.LibraryVersion, new Dictionary<string, string> { [ModelCard.Key] = card.Finish() });
        AtomicFile.Write(path, stream => model.WriteTo(stream));
    }
}
