using DeepRec.Encoders;
using DeepRec.Models;
using DeepRec.Preprocessing;
using static TorchSharp.torch;

namespace DeepRec.Tests.Models;

/// <summary>Worked numbers of r̂ = g(b₀ + b_u + b_i + ⟨p_u, q_i⟩ + MLP(x)).</summary>
public sealed class MlpRatingPredictorTests
{
    private static readonly FeatureInput User = Encoded.Id("u", 5, FeatureRole.User);
    private static readonly FeatureInput Item = Encoded.Id("i", 6, FeatureRole.Item);
    private static readonly FeatureInput Numbers = Encoded.Number("x", 0, 0);
    private static readonly LabelStatistics Stars = new(3.5f, 2, 1, 5, [1, 2, 3, 4, 5]);
    private static readonly MlpRatingPredictorOptions Linear = new() { HiddenLayers = [], StartAtLabelMean = false, ClampToLabelRange = false };

    [Theory]
    [InlineData(RatingOutput.Linear, Activation.Identity, 1.5, -2.5)]
    [InlineData(RatingOutput.Activation, Activation.Sigmoid, 0.8175744762, 0.07585818002)]
    [InlineData(RatingOutput.ScaledSigmoid, Activation.Identity, 4.2702979048, 1.3034327201)]
    [InlineData(RatingOutput.Activation, Activation.ReLU, 1.5, 0)]
    public void WithoutHiddenLayersItIsAFunctionOfALine(RatingOutput output, Activation activation, double first, double second)
    {
        using var model = Create(Linear with { Output = output, OutputActivation = activation }, Numbers);
        Encoded.Set(model, "layers.0.weight", 2, -1);
        Encoded.Set(model, "layers.0.bias", 0.5f);

        Near.Equal([(float)first, (float)second], Score(model, Values(1, 1, -1, 1)), 1e-6); // 2 − 1 + 0.5, −2 − 1 + 0.5
    }

    [Fact]
    public void BiasesAndTheInnerProductAreAdded()
    {
        using var model = Create(Linear with { Biases = true, InnerProduct = true, EmbeddingDimension = 2 }, User, Item);
        SetEmbeddings(model);
        Encoded.Set(model, "layers.0.weight", 1, 0, 0, 1);
        Encoded.Set(model, "layers.0.bias", 0.25f);

        // User 3 (1, 2), item 4 (3, −1): line 1 + −1 + 0.25, biases 0.5 − 2, product 3 − 2.
        Near.Equal([0.25f + 0 - 1.5f + 1], Score(model, Pairs((3, 4))));
    }

    [Fact]
    public void AReservedIdAddsNothingOfItsOwn()
    {
        using var model = Create(Linear with { Biases = true, InnerProduct = true, EmbeddingDimension = 2 }, User, Item);
        SetEmbeddings(model);
        Encoded.Set(model, "layers.0.weight", 1, 0, 0, 1);
        Encoded.Set(model, "layers.0.bias", 0.25f);

        Near.Equal([0.25f - 1 - 2], Score(model, Pairs((2, 4)))); // the item's −1 and its bias −2
    }

    [Fact]
    public void AHiddenLayerIsWorkedOut()
    {
        using var model = Create(Linear with { HiddenLayers = [2] }, Numbers);
        Encoded.Set(model, "layers.0.weight", 1, 1, 1, -1);
        Encoded.Set(model, "layers.0.bias", 0, -1);
        Encoded.Set(model, "layers.1.weight", 2, 10);
        Encoded.Set(model, "layers.1.bias", 0.5f);

        Near.Equal([6.5f, 34.5f], Score(model, Values(1, 2, 3, -1))); // hidden (3, −2 → 0) and (2, 3)
    }

    [Fact]
    public void ClampingIsForEvaluationOnly()
    {
        using var model = Create(Linear with { ClampToLabelRange = true }, Numbers);
        Encoded.Set(model, "layers.0.weight", 1, 0);
        Encoded.Set(model, "layers.0.bias", 0);
        var rows = Values(9, 0, -3, 0, 2, 0);

        Assert.Equal([5, 1, 2], Score(model, rows));
        model.train();
        Assert.Equal([9, -3, 2], Encoded.Call(model, rows, Numbers));
    }

    [Theory]
    [InlineData(RatingOutput.Linear, 3.5f)]
    [InlineData(RatingOutput.ScaledSigmoid, 3.5f)]
    public void TheOutputStartsAtTheMeanOfTheLabels(RatingOutput output, float expected)
    {
        using var model = Create(Linear with { StartAtLabelMean = true, Output = output }, Numbers);

        Near.Equal([expected], Score(model, Values(0, 0)));
    }

    [Fact]
    public void StandardizedLabelsAreScaledBack()
    {
        using var model = Create(Linear with { StandardizeLabel = true }, Numbers);
        Encoded.Set(model, "layers.0.weight", 1, 0);
        Encoded.Set(model, "layers.0.bias", 0.25f);

        Near.Equal([3.5f + 2 * 0.25f, 3.5f + 2 * 1.25f], Score(model, Values(0, 0, 1, 0))); // mean 3.5, deviation 2
    }

    [Fact]
    public void AnOrdinalPredictionIsTheExpectedLevel()
    {
        using var model = Create(Linear with { Loss = new OrdinalLoss(), Biases = true }, new LabelStatistics(2, 1, 1, 4, [1, 2, 4]), User);
        Encoded.Set(model, "encoder.u.table.weight", new float[5 * 5]);
        Encoded.Set(model, "layers.0.bias", 0, MathF.Log(2), MathF.Log(5));
        Assert.Equal([-2, 0, 2], Encoded.Get(model, "ordinal.slope"));
        var row = Encoded.Rows((Feature.User("u"), new IdColumn([3], 5)));

        Near.Equal([3.125f], Score(model, row)); // (1 + 2 · 2 + 5 · 4) / 8
        Encoded.Set(model, "user_bias.weight", 0, 0, 0, MathF.Log(2), 0);
        Near.Equal([(0.25f + 4 + 80) / 22.25f], Score(model, row)); // slopes −2, 0, 2 make the weights 1/4, 2, 20
    }

    [Fact]
    public void AnOrdinalLossNeedsSomeLevelsButNotTooMany()
    {
        var options = Linear with { Loss = new OrdinalLoss() };

        Assert.Contains("distinct labels in training; these have one", Assert.Throws<ArgumentException>(() => Create(options, new LabelStatistics(1, 1, 1, 1, [1]), User)).Message, StringComparison.Ordinal);
        Assert.Contains("these have more", Assert.Throws<ArgumentException>(() => Create(options, new LabelStatistics(1, 1, 0, 2, []), User)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheInnerProductAsksForVectorsOfOneLength()
    {
        var options = Linear with { InnerProduct = true };
        var unequal = Assert.Throws<ArgumentException>(() => Create(options with { Encoders = new Dictionary<string, FeatureEncoderOptions> { ["u"] = new CategoryEncoderOptions { Dimension = 3 }, ["i"] = new CategoryEncoderOptions { Dimension = 4 } } }, User, Item));

        Assert.Equal("InnerProduct needs vectors of one length: the user's has 3, the item's 4. Set EmbeddingDimension.", unequal.Message);
        Assert.Contains("InnerProduct needs the user's and the item's id", Assert.Throws<ArgumentException>(() => Create(options, User, Numbers)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ThePenaltyIsTheMeanSquaredLengthOfWhatTheRowsLookUp()
    {
        using var model = Create(Linear with { Biases = true, EmbeddingDimension = 2 }, User, Item);
        SetEmbeddings(model);
        using var scope = NewDisposeScope();

        // (1² + 2² + 0.5²) + (3² + 1² + 2²) and the same item with user 2, who is zero.
        Assert.Equal((5.25 + 14 + 14) / 2, model.EmbeddingPenalty(Encoded.Batch(Pairs((3, 4), (2, 4)), User, Item))!.item<float>(), 1e-5);
        using var numbers = Create(Linear, Numbers);
        Assert.Null(numbers.EmbeddingPenalty(Encoded.Batch(Values(1, 2), Numbers)));
    }

    [Fact]
    public void TheLossIsTheOneAskedFor()
    {
        var rows = Encoded.Rows((Feature.Number("x"), new NumberColumn([1, 0, 7, 0], 2)), (Feature.Label("y"), new NumberColumn([1.5f, 2])));
        double LossOf(RatingLoss loss)
        {
            using var model = Create(Linear with { Loss = loss }, Numbers);
            Encoded.Set(model, "layers.0.weight", 1, 0);
            Encoded.Set(model, "layers.0.bias", 0);
            using var scope = NewDisposeScope();
            return model.Loss(Encoded.Batch(rows, Numbers)).item<float>();
        }

        Assert.Equal((0.25 + 25) / 2, LossOf(new SquaredErrorLoss()));
        Assert.Equal((0.125 + 2 * 4) / 2, LossOf(new HuberLoss { Delta = 2 }));
    }

    [Fact]
    public void NamesOfParametersAreKept()
    {
        using var full = Create(Linear with { HiddenLayers = [4], EmbeddingDimension = 3, Biases = true, InnerProduct = true, Normalization = LayerNormalization.Batch }, User, Item, Encoded.Bag("g", 7), Encoded.Number("x", 0));
        using var ordinal = Create(Linear with { Loss = new OrdinalLoss(), Encoders = new Dictionary<string, FeatureEncoderOptions> { ["x"] = new TimeEncoderOptions() } }, User, Numbers);

        Assert.Equal(
            [
                "encoder.g.table.weight", "encoder.i.table.weight", "encoder.u.table.weight", "item_bias.weight",
                "layers.0.bias", "layers.0.weight", "layers.1.bias", "layers.1.weight",
                "layers.normalization_0.bias", "layers.normalization_0.num_batches_tracked", "layers.normalization_0.running_mean",
                "layers.normalization_0.running_var", "layers.normalization_0.weight", "user_bias.weight",
            ],
            full.state_dict().Keys.Order(StringComparer.Ordinal));
        Assert.Equal(
            ["encoder.u.table.weight", "encoder.x.projection.bias", "encoder.x.projection.weight", "layers.0.bias", "layers.0.weight", "ordinal.cut", "ordinal.slope"],
            ordinal.state_dict().Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void TheSummaryCountsByHand()
    {
        using var model = Create(Linear with { HiddenLayers = [3], EmbeddingDimension = 4, Biases = true, InnerProduct = true }, User, Item);
        var summary = model.Summary();

        Assert.Equal(
            [
                ("encoder.u.table", 5 * 4, 0), ("encoder.i.table", 6 * 4, 0), ("layers.0", 8 * 3 + 3, 24), ("layers.1", 3 + 1, 3), ("user_bias", 5, 0), ("item_bias", 6, 0),
            ],
            summary.Layers.Select(l => (l.Name, (int)l.Parameters, (int)l.MultiplyAdds)));
        Assert.Equal((86, 24 + 3 + 4, 86 * 4), (summary.Parameters, summary.MultiplyAdds, summary.Bytes));
        Assert.Contains("86 parameters, 344 bytes, 31 multiply-adds a row", summary.ToString(), StringComparison.Ordinal);
        Assert.Equal(["[3, 8]", "[3]"], summary.Layers[2].Shapes);
    }

    [Fact]
    public void TrainedToTheEndTheLineIsThatOfLeastSquares()
    {
        var random = new Random(7);
        double[][] x = [.. Enumerable.Range(0, 40).Select(_ => new[] { random.NextDouble() * 2 - 1, random.NextDouble() * 2 - 1 })];
        double[] y = [.. x.Select(row => 3 + 2 * row[0] - row[1] + random.NextDouble() - 0.5)];
        double[] exact = MathNet.Numerics.LinearRegression.MultipleRegression.QR(x, y, intercept: true);
        var rows = Encoded.Rows(
            (Feature.Number("x"), new NumberColumn([.. x.SelectMany(row => row).Select(v => (float)v)], 2)),
            (Feature.Label("y"), new NumberColumn([.. y.Select(v => (float)v)])));
        using var model = Create(Linear, Numbers);

        new Trainer(new TrainerOptions { Epochs = 500, BatchSize = 40, Optimizer = new SgdOptions { LearningRate = 0.3 } }).Train(model, new TrainingData(rows, [Numbers]), cancellationToken: TestContext.Current.CancellationToken);

        Near.Equal([(float)exact[0], (float)exact[1], (float)exact[2]], [.. Encoded.Get(model, "layers.0.bias"), .. Encoded.Get(model, "layers.0.weight")], 1e-4);
    }

    [Fact]
    public void UnmetUsersAndItemsGetTheMeanBias()
    {
        using var model = Create(Linear with { Biases = true }, User);
        Encoded.Set(model, "user_bias.weight", 0, 0, 0, 1, 4);

        model.FillUnmet(Encoded.Rows((Feature.User("u"), new IdColumn([3, 4, 4], 5))));

        Assert.Equal([0, 3, 3, 1, 4], Encoded.Get(model, "user_bias.weight"));
    }

    [Fact]
    public void NoRowsGiveNoScores()
    {
        using var model = Create(Linear with { HiddenLayers = [3], Normalization = LayerNormalization.Batch, Biases = true, InnerProduct = true, EmbeddingDimension = 2 }, User, Item);

        Assert.Empty(Score(model, Pairs()));
    }

    [Fact]
    public void SettingsOutOfRangeAreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Linear with { HiddenLayers = [8, 0] });
        Assert.Throws<ArgumentOutOfRangeException>(() => Linear with { Dropout = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => Linear with { Dropout = double.NaN });
        Assert.Throws<ArgumentOutOfRangeException>(() => Linear with { EmbeddingDimension = 0 });
    }

    private static MlpRatingPredictor Create(MlpRatingPredictorOptions options, params FeatureInput[] inputs) => Create(options, Stars, inputs);

    private static MlpRatingPredictor Create(MlpRatingPredictorOptions options, LabelStatistics label, params FeatureInput[] inputs) =>
        (MlpRatingPredictor)options.Create(new ModelInputs(inputs, label), seed: 1);

    private static void SetEmbeddings(MlpRatingPredictor model)
    {
        Encoded.Set(model, "encoder.u.table.weight", 0, 0, 0, 0, 0, 0, 1, 2, 7, 7);
        Encoded.Set(model, "encoder.i.table.weight", 0, 0, 0, 0, 0, 0, 7, 7, 3, -1, 7, 7);
        if (model.named_parameters().Any(p => p.name == "user_bias.weight"))
        {
            Encoded.Set(model, "user_bias.weight", 0, 0, 0, 0.5f, 7);
            Encoded.Set(model, "item_bias.weight", 0, 0, 0, 7, -2, 7);
        }
    }

    private static float[] Score(MlpRatingPredictor model, Dataset rows)
    {
        model.eval();
        return Encoded.Call(model, rows, new[] { User, Item, Numbers }.Where(i => rows.Schema.Contains(i.Name)).ToArray());
    }

    private static Dataset Values(params float[] values) => Encoded.Rows((Feature.Number("x"), new NumberColumn(values, 2)));

    private static Dataset Pairs(params (int User, int Item)[] pairs) => Encoded.Rows(
        (Feature.User("u"), new IdColumn([.. pairs.Select(p => p.User)], 5)), (Feature.Item("i"), new IdColumn([.. pairs.Select(p => p.Item)], 6)));
}
