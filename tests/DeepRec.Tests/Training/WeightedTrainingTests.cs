using DeepRec.Encoders;
using DeepRec.Models;
using DeepRec.Tests.Fused;
using static TorchSharp.torch;

namespace DeepRec.Tests.Training;

public sealed class WeightedTrainingTests
{
    // One step of all rows: what is learned depends on their sum alone.
    private static readonly TrainerOptions Whole = new() { Epochs = 5, BatchSize = 1000, EmbeddingRegularization = 0.1, Optimizer = new SgdOptions { LearningRate = 0.05 } };

    private static readonly float[] Weights = [.. Enumerable.Range(0, FusedRows.Count).Select(row => (float)(row % 3))];

    public static TheoryData<string, bool> Structures
    {
        get
        {
            var all = new TheoryData<string, bool>();
            foreach (string name in new[] { "article", "ids in both", "huber", "scaled" }) all.Add(name, true);
            foreach (string name in new[] { "gelu", "deep factorisation machine", "deep and cross" }) all.Add(name, false);
            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Structures))]
    public void ARowOfWeightTwoIsLearnedAsTheRowTwiceAndOneOfZeroNotAtAll(string structure, bool isFused)
    {
        var options = (isFused ? FusedRows.Fused[structure] : FusedRows.General[structure]) is MlpRatingPredictorOptions mlp ? mlp with { Dropout = 0 } : FusedRows.General[structure];
        var rows = FusedRows.Rows();
        int[] repeated = [.. Enumerable.Range(0, rows.Count).SelectMany(row => Enumerable.Repeat(row, (int)Weights[row]))];
        using RatingPredictor weighted = FusedRows.Create(options, rows), twice = FusedRows.Create(options, rows), plain = FusedRows.Create(options, rows);

        var found = Train(weighted, new TrainingData(rows, FusedRows.Inputs) { Weights = [.. Weights.Select(weight => 7 * weight)] }); // in any unit
        var expected = Train(twice, new TrainingData(rows.Select(repeated), FusedRows.Inputs));
        Train(plain, new TrainingData(rows, FusedRows.Inputs));

        Assert.Equal(isFused, found.Fused);
        Near.Equal([.. expected.History.Select(epoch => epoch.Loss)], [.. found.History.Select(epoch => epoch.Loss)], 1e-5);
        float[] right = ParametersOf(twice), learned = ParametersOf(weighted);
        Assert.InRange(Distance(right, learned), 0, 1e-4 * Distance(right, ParametersOf(plain)));
    }

    [Theory]
    [InlineData(FusedTraining.Automatic)]
    [InlineData(FusedTraining.Never)]
    public void WithoutDifferenceTheyChangeNothing(FusedTraining way)
    {
        var rows = FusedRows.Rows();
        var options = Whole with { BatchSize = 50, Fused = way };
        using RatingPredictor weighted = FusedRows.Create(FusedRows.Fused["recommended"], rows), plain = FusedRows.Create(FusedRows.Fused["recommended"], rows);

        Train(weighted, new TrainingData(rows, FusedRows.Inputs) { Weights = [.. Weights.Select(_ => 2f)] }, options);
        Train(plain, new TrainingData(rows, FusedRows.Inputs), options);

        Assert.Equal(ParametersOf(plain), ParametersOf(weighted));
    }

    public static TheoryData<string> All { get; } = [.. FusedRows.General.Keys, "autoencoder of items"];

    [Theory]
    [MemberData(nameof(All))]
    public void EveryModelOfRatingsTakesThem(string structure)
    {
        var rows = FusedRows.Rows();
        var options = structure == "autoencoder of items" ? new ItemAutoRecOptions { HiddenUnits = 4 } : FusedRows.General[structure];

        double[] plain = Losses([]), alike = Losses([.. Weights.Select(_ => 3f)]), weighted = Losses(Weights);

        Assert.Equal(plain, alike);
        Assert.NotEqual(plain[0], weighted[0], 1e-4);

        double[] Losses(float[] weights)
        {
            using var model = FusedRows.Create(options, rows);
            return [.. Train(model, new TrainingData(rows, FusedRows.Inputs) { Weights = weights }, Whole with { BatchSize = 50, Epochs = 2 }).History.Select(epoch => epoch.Loss)];
        }
    }

    [Fact]
    public void RowsThatAreHeldBackTakeTheirWeightsAlong()
    {
        var rows = FusedRows.Rows();
        var options = Whole with { ValidationFraction = 0.3, Seed = 8 };
        var (training, validation) = Split.Validation(new TrainingSet(rows.With(Feature.Number("w", FeatureRole.Event), new NumberColumn(Weights))), 0.3, 8);
        using RatingPredictor given = FusedRows.Create(FusedRows.Fused["article"], rows), heldBack = FusedRows.Create(FusedRows.Fused["article"], rows);

        var expected = Train(given, new TrainingData(training.Rows, FusedRows.Inputs, validation) { Weights = [.. training.Rows.Column<NumberColumn>("w").Values] }, options);
        var found = Train(heldBack, new TrainingData(rows, FusedRows.Inputs) { Weights = Weights }, options);

        Assert.Equal(expected.History.Select(epoch => (epoch.Loss, epoch.ValidationLoss)), found.History.Select(epoch => (epoch.Loss, epoch.ValidationLoss)));
    }

    [Fact]
    public void WeightsThatAreNoneAreRefused()
    {
        var rows = FusedRows.Rows();
        using var model = FusedRows.Create(FusedRows.Fused["article"], rows);
        float[] wrong = [.. Weights];
        wrong[4] = -2;

        Assert.StartsWith("Row 5 has the weight -2.", Assert.Throws<ArgumentException>(() => Train(model, new TrainingData(rows, FusedRows.Inputs) { Weights = wrong })).Message, StringComparison.Ordinal);
        Assert.StartsWith("There are 2 weights for 333 rows.", Assert.Throws<ArgumentException>(() => Train(model, new TrainingData(rows, FusedRows.Inputs) { Weights = [1, 1] })).Message, StringComparison.Ordinal);
        Assert.StartsWith("Private training does not cover weights of rows", Assert.Throws<ArgumentException>(() => Train(model, new TrainingData(rows, FusedRows.Inputs) { Weights = Weights }, Whole with { Privacy = new PrivacyOptions() })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ALossOfOnesOwnThatTakesNoWeightsIsRefusedAndOneThatTakesTheirMeanIsNot()
    {
        var rows = FusedRows.Rows();
        var data = new TrainingData(rows, FusedRows.Inputs) { Weights = Weights };
        using Constant deaf = new(batch => (batch.Label - 2).abs().mean()), good = new(batch => batch.Mean((batch.Label - 2).abs()));

        Assert.StartsWith("The loss of Constant takes no weights of rows. Make it the FeatureBatch.Mean of the rows' losses", Assert.Throws<InvalidOperationException>(() => Train(deaf, data)).Message, StringComparison.Ordinal);
        double expected = Weights.Zip(rows.Column<NumberColumn>("y").Values.ToArray(), (weight, label) => weight * Math.Abs(label - 2.0)).Sum() / Weights.Sum();
        Assert.Equal(expected, Train(good, data).History[0].Loss, 1e-5);
        Assert.Throws<ArgumentException>(() => Train(new Constant(batch => batch.Mean(batch.Label.sum())), data));
    }

    [Fact]
    public void ACheckpointOfOtherWeightsIsNotGoneOnFrom()
    {
        var rows = FusedRows.Rows();
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            using var model = FusedRows.Create(FusedRows.Fused["article"], rows);
            var options = Whole with { CheckpointPath = Path.Combine(folder, "state") };
            Train(model, new TrainingData(rows, FusedRows.Inputs) { Weights = Weights }, options);

            Assert.Contains("weights", Assert.Throws<InvalidBundleException>(() => Train(model, new TrainingData(rows, FusedRows.Inputs), options)).Message, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static TrainingReport Train(RatingPredictor model, TrainingData data, TrainerOptions? options = null) => new Trainer(options ?? Whole).Train(model, data, progress: null, TestContext.Current.CancellationToken);

    private static float[] ParametersOf(RatingPredictor model) => [.. model.parameters().SelectMany(TensorMemory.ToFloats)];

    private static double Distance(float[] a, float[] b) => Math.Sqrt(a.Zip(b).Sum(pair => Math.Pow((double)pair.First - pair.Second, 2)));

    private sealed class Constant : RatingPredictor
    {
        private readonly Func<FeatureBatch, Tensor> _loss;
        private readonly TorchSharp.Modules.Parameter _value;

        public Constant(Func<FeatureBatch, Tensor> loss) : base(nameof(Constant))
        {
            _loss = loss;
            _value = new TorchSharp.Modules.Parameter(zeros(1).DetachFromDisposeScope());
            register_parameter("value", _value);
        }

        public override Tensor forward(FeatureBatch batch) => _value.expand(batch.Size);

        public override Tensor Loss(FeatureBatch batch) => _loss(batch) + _value.sum();
    }
}
