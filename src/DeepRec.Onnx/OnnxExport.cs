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

    private static void Write(string path, OnnxGraph graph, ModelCard card)
    {
        var model = graph.ToModel(BundleParts.LibraryVersion, new Dictionary<string, string> { [ModelCard.Key] = card.Finish() });
        AtomicFile.Write(path, stream => model.WriteTo(stream));
    }
}
