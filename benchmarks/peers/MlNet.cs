using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using Microsoft.ML.Trainers.LightGbm;
using Microsoft.ML.Transforms;
using static Microsoft.ML.Transforms.OneHotEncodingEstimator;

namespace DeepRec.Peers;

/// <summary>ML.NET's trainers over the same columns as ours, one-hot, on one thread.</summary>
internal sealed class MlNet
{
    private static readonly string[] Fields = ["UserHot", "ItemHot", "AgeHot", "GenderHot", "OccupationHot", "GenresHot", "YearHot"];
    private readonly MLContext _context;
    private readonly DataSplit _split;

    public MlNet(DataSplit split, int seed) => (_split, _context) = (split, new MLContext(seed));

    public static float[] Labels(Dataset rows) => rows.Column<NumberColumn>("rating").Values.ToArray();

    /// <summary>The area under the curve of scores against "4 or 5".</summary>
    public static double Auc(float[] scores, Dataset rows)
    {
        var context = new MLContext();
        var view = context.Data.LoadFromEnumerable(scores.Zip(Labels(rows), (score, label) => new Scored { Score = score, Label = label >= 4 }));
        return context.BinaryClassification.EvaluateNonCalibrated(view).AreaUnderRocCurve;
    }

    public Outcome Sdca(int iterations, float ridge) => Regress(_context.Regression.Trainers.Sdca(new SdcaRegressionTrainer.Options
    {
        MaximumNumberOfIterations = iterations,
        L2Regularization = ridge,
        NumberOfThreads = 1,
        ConvergenceTolerance = 1e-4f,
    }));

    public Outcome LightGbm(int trees, int leaves) => Regress(_context.Regression.Trainers.LightGbm(new LightGbmRegressionTrainer.Options
    {
        NumberOfIterations = trees,
        NumberOfLeaves = leaves,
        LearningRate = 0.1,
        NumberOfThreads = 1,
    }));

    public Outcome FieldAware(int iterations, int dimension) => Run(_context.BinaryClassification.Trainers.FieldAwareFactorizationMachine(
        new FieldAwareFactorizationMachineTrainer.Options
        {
            FeatureColumnName = Fields[0],
            ExtraFeatureColumns = Fields[1..],
            LabelColumnName = nameof(MlNetRow.Liked),
            NumberOfIterations = iterations,
            LatentDimension = dimension,
        }), isRating: false);

    private Outcome Regress(IEstimator<ITransformer> trainer) => Run(_context.Transforms.Concatenate("Features", Fields).Append(trainer), isRating: true);

    private Outcome Run(IEstimator<ITransformer> trainer, bool isRating)
    {
        var before = Environment.CpuUsage.TotalTime;
        var model = OneHot().Append(trainer).Fit(View(_split.Train.Rows));
        double seconds = (Environment.CpuUsage.TotalTime - before).TotalSeconds;
        float[] scores = [.. model.Transform(View(_split.Test)).GetColumn<float>("Score")];
        if (isRating) scores = Array.ConvertAll(scores, score => Math.Clamp(score, 1, 5)); // as ours are
        return new Outcome(isRating ? RatingMetrics.Compute(scores, Labels(_split.Test)).RootMeanSquaredError : null, Auc(scores, _split.Test), seconds);
    }

    private EstimatorChain<OneHotEncodingTransformer> OneHot() => _context.Transforms.Categorical.OneHotEncoding(
            [.. Fields.Except(["GenresHot"]).Select(field => new InputOutputColumnPair(field, field[..^3]))], OutputKind.Indicator)
        .Append(_context.Transforms.Categorical.OneHotEncoding("GenresHot", nameof(MlNetRow.Genres), OutputKind.Bag))
        .AppendCacheCheckpoint(_context);

    private IDataView View(Dataset rows) => _context.Data.LoadFromEnumerable(Enumerable.Range(0, rows.Count).Select(row => MlNetRow.Of(rows, row)).ToArray());

    private sealed class Scored
    {
        public float Score { get; set; }

        public bool Label { get; set; }

        public bool PredictedLabel { get; set; } // asked for, not used for the area
    }
}
