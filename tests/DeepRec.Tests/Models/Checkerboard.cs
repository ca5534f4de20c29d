using DeepRec.Models;
using DeepRec.Preprocessing;
using DeepRec.Testing;

namespace DeepRec.Tests.Models;

/// <summary>The asymmetric checkerboard, encoded once for all tests.</summary>
internal static class Checkerboard
{
    private static readonly AsymmetricCheckerboard Board = AsymmetricCheckerboard.Create();

    private static readonly PreprocessingResult Prepared = PreprocessingPipeline.Default(Board.ToDataset().Schema).FitTransform(new TrainingSet(Board.ToDataset()));

    public static Dataset Visible => Prepared.Encoded;

    public static Dataset HeldOut { get; } = Prepared.Pipeline.Transform(Board.ToHeldOutDataset());

    public static IReadOnlyList<FeatureInput> Inputs => Prepared.Pipeline.Inputs;

    public static TrainingData Data { get; } = new(Visible, Inputs);

    public static RatingPredictor Create(RatingPredictorOptions options, long seed = 42) => options.Create(new ModelInputs(Inputs, LabelStatistics.Of(Visible)), seed);

    public static float[] Scores(RatingPredictor model, Dataset rows)
    {
        var scores = new float[rows.Count];
        new TorchScorer(model, Inputs).Score(rows, scores);
        return scores;
    }

    /// <summary>The mean squared error over the pairs kept back.</summary>
    public static double Error(RatingPredictor model) => Scores(model, HeldOut).Zip([.. HeldOut.Column<NumberColumn>("Value").Values], (score, label) => Math.Pow(score - label, 2)).Average();
}
