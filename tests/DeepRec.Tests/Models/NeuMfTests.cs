using DeepRec.Encoders;
using DeepRec.Models;
using static TorchSharp.torch;

namespace DeepRec.Tests.Models;

public sealed class NeuMfTests
{
    private static readonly RankingInputs Inputs = new(
        [Encoded.Id("User", 5, FeatureRole.User)], [Encoded.Id("Item", 5, FeatureRole.Item)], Encoded.Rows((Feature.Item("Item"), new IdColumn([3, 4], 5))));

    private static readonly Dataset Users = Encoded.Rows((Feature.User("User"), new IdColumn([3, 4], 5)));

    [Fact]
    public void ScoresAreThoseWorkedByHand()
    {
        // p = 2 and −1, q = 3 and 4, h = 0.5, b = 1: 0.5 p q + 1.
        double[] gmf = [4, 5, -0.5, -1];
        // p' = (1, −1) and (0, 1), q' = (2, 0.5) and (1, 1); sums with c = (0, 0.25), at least 0: (3, 0) (2, 0.25) (2, 1.75) (1, 2.25);
        // then 2 a − b − 1, at least 0: 5, 2.75, 1.25, 0; then half of it and 0.1.
        double[] mlp = [2.6, 1.475, 0.725, 0.1];

        Near.Equal(gmf, Score(NeuMfParts.Gmf), 1e-6);
        Near.Equal(mlp, Score(NeuMfParts.Mlp), 1e-6);
        Near.Equal([.. gmf.Zip(mlp, (g, m) => g + m)], Score(NeuMfParts.Both), 1e-6);
    }

    [Fact]
    public void TheTowerHalvesDownToThePredictiveFactors()
    {
        Assert.Equal([32, 16, 8], new NeuMfOptions { Factors = 8 }.Widths);
        using var scope = NewDisposeScope();
        using var ranker = new NeuMfOptions { Factors = 8 }.Create(Inputs, seed: 1);

        Assert.Equal(
            ["gmf.users.weight 5x8", "gmf.items.weight 5x8", "gmf.output.weight 1x8", "gmf.output.bias 1", "mlp.users.weight 5x32", "mlp.items.weight 5x32", "mlp.of_user.weight 32x32",
                "mlp.of_user.bias 32", "mlp.of_item.weight 32x32", "mlp.rest.0.weight 16x32", "mlp.rest.0.bias 16", "mlp.rest.1.weight 8x16", "mlp.rest.1.bias 8", "mlp.rest.2.weight 1x8", "mlp.rest.2.bias 1"],
            ranker.named_parameters().Select(p => $"{p.name} {string.Join('x', p.parameter.shape)}"));
    }

    [Fact]
    public void RightAfterPretrainingItScoresAsItsPartsTheirScoresMixed()
    {
        const double Share = 0.3;
        var options = new NeuMfOptions { Factors = 4, Pretraining = new NeuMfPretraining { Epochs = 2, LearningRate = 0.01, Share = Share } };
        var stages = new List<(string Name, Dictionary<string, float[]> Weights)>();
        float[]? gmf = null, mlp = null, both = null;
        Dictionary<string, float[]> start = [];
        var trainer = new Trainer(new TrainerOptions { Epochs = 1, BatchSize = 64 });
        var fit = RankerBoard.Fit(cancellationToken: TestContext.Current.CancellationToken) with
        {
            Train = task =>
            {
                if (task.Stage is null) (both, start) = (ScoreAll(task), Weights(task.Module));
                else trainer.Train(task, progress: null, TestContext.Current.CancellationToken);
                if (task.Stage?.Name == "gmf") gmf = ScoreAll(task);
                if (task.Stage?.Name == "mlp") mlp = ScoreAll(task);
                if (task.Stage is { } stage) stages.Add((stage.Name, Weights(task.Module)));
            },
        };

        options.Fit(RankerBoard.Data, fit).Dispose();

        Assert.Equal(["gmf", "mlp"], stages.Select(stage => stage.Name));
        Near.Equal([.. gmf!.Zip(mlp!, (g, m) => Share * g + (1 - Share) * m)], [.. both!], 1e-5);
        var parts = stages.SelectMany(stage => stage.Weights).Where(weights => !Output(weights.Key)).ToArray();
        Assert.Equal(start.Keys.Where(name => !Output(name)).Order(StringComparer.Ordinal), parts.Select(part => part.Key).Order(StringComparer.Ordinal));
        Assert.All(parts, part => Assert.Equal(part.Value, start[part.Key]));

        static bool Output(string name) => name.StartsWith("gmf.output", StringComparison.Ordinal) || name.StartsWith("mlp.rest.2", StringComparison.Ordinal);
    }

    [Fact]
    public void EachStageHasACheckpointOfItsOwn()
    {
        using var folder = new Tensors.TemporaryFolder();
        string path = folder.File("board.checkpoint");
        var options = new RankingOptions
        {
            Model = new NeuMfOptions { Factors = 4, Pretraining = new NeuMfPretraining { Epochs = 2 } },
            Trainer = new TrainerOptions { Epochs = 1, BatchSize = 64, CheckpointPath = path },
        };

        using var once = Recommender.TrainRanking<string, string>(new TrainingSet(RankerBoard.Met), options, TestContext.Current.CancellationToken);
        using var again = Recommender.TrainRanking<string, string>(new TrainingSet(RankerBoard.Met), options, TestContext.Current.CancellationToken);

        Assert.All(new[] { path, path + ".gmf", path + ".mlp" }, file => Assert.True(File.Exists(file)));
        Assert.Equal(once.Recommend("u1", 50), again.Recommend("u1", 50));
    }

    [Fact]
    public void IdsAreNeeded()
    {
        Assert.Contains("user's id", Assert.Throws<ArgumentException>(() => new NeuMfOptions().Create(Inputs with { Request = [] }, 1)).Message, StringComparison.Ordinal);
        Assert.Contains("item's id", Assert.Throws<ArgumentException>(() => new NeuMfOptions().Create(Inputs with { Item = [] }, 1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SettingsOutOfRangeAreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new NeuMfOptions { Parts = (NeuMfParts)7 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new NeuMfOptions { Factors = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new NeuMfOptions { Layers = 11 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new NeuMfOptions { InitialDeviation = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new NeuMfPretraining { Epochs = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new NeuMfPretraining { LearningRate = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new NeuMfPretraining { Share = 1.5 });
        Assert.Equal(new BinaryCrossEntropyLoss { Negatives = 4 }, new NeuMfOptions().Loss);
    }

    private static double[] Score(NeuMfParts parts)
    {
        using var scope = NewDisposeScope();
        using var ranker = new NeuMfOptions { Factors = 1, Layers = 2, Parts = parts }.Create(Inputs, seed: 1);
        if (parts != NeuMfParts.Mlp)
        {
            Encoded.Set(ranker, "gmf.users.weight", 0, 0, 0, 2, -1);
            Encoded.Set(ranker, "gmf.items.weight", 0, 0, 0, 3, 4);
            Encoded.Set(ranker, "gmf.output.weight", 0.5f);
            Encoded.Set(ranker, "gmf.output.bias", 1);
        }

        if (parts != NeuMfParts.Gmf)
        {
            Encoded.Set(ranker, "mlp.users.weight", 0, 0, 0, 0, 0, 0, 1, -1, 0, 1);
            Encoded.Set(ranker, "mlp.items.weight", 0, 0, 0, 0, 0, 0, 2, 0.5f, 1, 1);
            Encoded.Set(ranker, "mlp.of_user.weight", 1, 0, 0, 1);
            Encoded.Set(ranker, "mlp.of_user.bias", 0, 0.25f);
            Encoded.Set(ranker, "mlp.of_item.weight", 1, 0, 0, 1);
            Encoded.Set(ranker, "mlp.rest.0.weight", 2, -1);
            Encoded.Set(ranker, "mlp.rest.0.bias", -1);
            Encoded.Set(ranker, "mlp.rest.1.weight", 0.5f);
            Encoded.Set(ranker, "mlp.rest.1.bias", 0.1f);
        }

        using var noGradient = no_grad();
        return [.. TensorMemory.ToFloats(ranker.call(FeatureBatch.Of(Users, Inputs.Request), FeatureBatch.Of(Inputs.Catalogue, Inputs.Item))).Select(score => (double)score)];
    }

    private static float[] ScoreAll(TrainingTask task)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var ranker = (NeuMf)task.Module;
        return TensorMemory.ToFloats(ranker.call(FeatureBatch.Of(RankerBoard.Requests.Features!, RankerBoard.Data.Inputs.Request), FeatureBatch.Of(RankerBoard.Data.Inputs.Catalogue, RankerBoard.Data.Inputs.Item)));
    }

    private static Dictionary<string, float[]> Weights(nn.Module module) => module.named_parameters().ToDictionary(p => p.name, p => TensorMemory.ToFloats(p.parameter));
}
