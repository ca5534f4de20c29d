using DeepRec.Encoders;
using DeepRec.Models;
using DeepRec.Preprocessing;
using static TorchSharp.torch;

namespace DeepRec.Testing;

/// <summary>The asymmetric checkerboard, encoded once.</summary>
internal static class EncodedCheckerboard
{
    public static readonly AsymmetricCheckerboard Board = AsymmetricCheckerboard.Create();

    private static readonly PreprocessingResult Prepared = PreprocessingPipeline.Default(Board.ToDataset().Schema).FitTransform(new TrainingSet(Board.ToDataset()));

    public static Dataset Visible => Prepared.Encoded;

    public static Dataset HeldOut { get; } = Prepared.Pipeline.Transform(Board.ToHeldOutDataset());

    public static IReadOnlyList<FeatureInput> Inputs => Prepared.Pipeline.Inputs;

    public static TrainingData Data { get; } = new(Visible, Inputs);

    /// <summary>A user and an item that no row held, as ids of each reserved kind: padding, missing, not in the vocabulary.</summary>
    public static Dataset Unknown { get; } = MakeUnknown();

    public static RatingPredictor Create(RatingPredictorOptions options, long seed = 42)
    {
        TorchRuntime.EnsureLoaded();
        var model = options.Create(new ModelInputs(Inputs, LabelStatistics.Of(Visible)), seed);
        foreach (var tensor in model.parameters().Concat(model.buffers())) tensor.DetachFromDisposeScope(); // whatever scope the caller has open
        return model;
    }

    /// <summary>A score for each row, in evaluation mode.</summary>
    public static float[] Scores(RatingPredictor model, Dataset rows)
    {
        if (model.training) model.eval();
        using var scope = NewDisposeScope();
        using var inference = inference_mode();
        var scores = model.call(FeatureBatch.Of(rows, Inputs)); // [B]
        if (scores.Dimensions != 1 || scores.shape[0] != rows.Count)
        {
            throw Contract.Broken($"a score for each row, shape [{rows.Count}]", $"shape {TensorValues.Shape(scores)}", "end forward with a vector of the batch's size: squeeze or sum along the axis of the features");
        }

        return TensorValues.Of(scores);
    }

    /// <summary>Rows as a training step has them.</summary>
    public static FeatureBatch TrainingBatch(RatingPredictor model, Dataset rows)
    {
        var batch = FeatureBatch.Of(rows, Inputs);
        return model.ReadsRatings is { } times ? batch.With(RatedHistories.Of(rows, Inputs, times)) : batch;
    }

    /// <summary>The mean squared error over the pairs kept back.</summary>
    public static double Error(RatingPredictor model) =>
        Scores(model, HeldOut).Zip([.. HeldOut.Column<NumberColumn>("Value").Values], (score, label) => Math.Pow(score - label, 2)).Average();

    private static Dataset MakeUnknown()
    {
        var rows = Prepared.Pipeline.Transform(Dataset.From([.. Enumerable.Repeat(new CheckerboardRow("nobody", "nothing", AsymmetricCheckerboard.Low), 9)]));
        int unknown = rows.Column<IdColumn>(Inputs[0].Name).Ids[0];
        int[] ids = [0, 1, unknown]; // padding, missing
        return rows
            .With(Inputs[0].Name, new IdColumn([.. Enumerable.Range(0, 9).Select(i => ids[i / 3])], Inputs[0].Size))
            .With(Inputs[1].Name, new IdColumn([.. Enumerable.Range(0, 9).Select(i => ids[i % 3])], Inputs[1].Size));
    }
}
