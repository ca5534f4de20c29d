using DeepRec.Encoders;
using DeepRec.Models;
using DeepRec.Tests.Tensors;
using TorchSharp;

namespace DeepRec.Tests.Models;

public sealed class RankerTaskTests : IDisposable
{
    private const int Items = 30;

    private static readonly int[][] Histories = Baselines.TinyRanking.Histories(users: 60, Items, seed: 3);

    private static readonly SoftmaxRankerOptions Model = new()
    {
        Scorer = new FactoredScorer { Dimension = 8, History = new PooledHistoryOptions { Length = 4, Dropout = 0.2 }, UserId = true, ResidualWidth = 16, ItemBias = true },
        Loss = new SampledSoftmaxLoss { Negatives = 12 },
    };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void AResumedTrainingIsTheUnbrokenOneToTheBit(int stopAfter)
    {
        var (unbroken, expected) = Train(Options(), token: TestContext.Current.CancellationToken);
        string path = _folder.File("run.safetensors");
        using var source = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => Train(Options() with { CheckpointPath = path }, told => { if (told.Epoch.Number == stopAfter) source.Cancel(); }, token: source.Token));

        var (resumed, report) = Train(Options() with { CheckpointPath = path }, token: TestContext.Current.CancellationToken);

        Assert.Equal(expected.History.Select(epoch => epoch.Loss), report.History.Select(epoch => epoch.Loss));
        Assert.Equal(unbroken, resumed);
    }

    [Fact]
    public void ACheckpointOfOtherInteractionsIsRefused()
    {
        string path = _folder.File("run.safetensors");
        Train(Options() with { CheckpointPath = path }, token: TestContext.Current.CancellationToken);
        int[][] others = [.. Histories];
        others[7] = [.. others[7].Select(item => (item + 1) % Items)];

        string message = Assert.Throws<InvalidBundleException>(() => Train(Options() with { CheckpointPath = path }, histories: others, token: TestContext.Current.CancellationToken)).Message;

        Assert.Contains("is of another training. interactions: there ", message, StringComparison.Ordinal);
    }

    [Fact]
    public void ACheckpointOfOtherFeaturesIsRefused()
    {
        string path = _folder.File("run.safetensors");
        Train(Options() with { CheckpointPath = path }, token: TestContext.Current.CancellationToken);
        var data = Rankings.Data(Histories, Items);
        var column = (IdColumn)data.Requests["User"];
        int[] swapped = [.. column.Ids];
        (swapped[0], swapped[^1]) = (swapped[^1], swapped[0]);

        Assert.Contains("is of another training. requests: there ", Assert.Throws<InvalidBundleException>(() => Fit(data with { Requests = data.Requests.With("User", new IdColumn(swapped, column.Cardinality)) }, Options() with { CheckpointPath = path }, token: TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFirstInteractionTeachesOnlyWhoIsKnownWithoutAHistory()
    {
        int all = Histories.Sum(history => history.Length), met = Histories.Count(history => history.Length > 0);
        var histories = (FactoredScorer)Model.Scorer;

        Assert.Equal(all, Train(Options(), token: TestContext.Current.CancellationToken).Report.Rows);
        Assert.Equal(all - met, Train(Options(), model: Model with { Scorer = histories with { UserId = false } }, token: TestContext.Current.CancellationToken).Report.Rows);
        Assert.Equal(all, Train(Options(), model: Model with { Scorer = new JointScorer() }, token: TestContext.Current.CancellationToken).Report.Rows);
    }

    [Fact]
    public void WhereNobodyMetTwoItemsThereIsNothingToLearn() => Assert.Equal(
        "There is nothing to learn from: no user met two items, and the ranker knows nothing of a user beyond the items met before. Give it features or the user's id.",
        Assert.Throws<ArgumentException>(() => Train(Options(), histories: [[1], [], [2]], model: Model with { Scorer = new FactoredScorer { Start = ItemStart.Random } }, token: TestContext.Current.CancellationToken)).Message);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(1000)]
    public void AnySizeOfBatchWillDo(int size)
    {
        foreach (RankingLoss loss in (RankingLoss[])[new FullSoftmaxLoss(), new SampledSoftmaxLoss { Negatives = 3 }, new InBatchSoftmaxLoss(), new BprLoss(), new HingeLoss { Negatives = 2 }, new WarpLoss(), new BinaryCrossEntropyLoss()])
        {
            Assert.All(Train(Options() with { BatchSize = size, Epochs = 1 }, model: Model with { Loss = loss }, token: TestContext.Current.CancellationToken).Report.History, epoch => Assert.True(double.IsFinite(epoch.Loss)));
            Assert.All(Train(Options() with { BatchSize = size, Epochs = 1 }, model: Model with { Loss = loss, Scorer = new JointScorer { HiddenLayers = [4] } }, token: TestContext.Current.CancellationToken).Report.History, epoch => Assert.True(double.IsFinite(epoch.Loss)));
        }
    }

    [Fact]
    public void WhoMetEverythingIsNoError()
    {
        int[][] histories = [[.. Enumerable.Range(0, Items)], [3]];

        Assert.All(Train(Options(), histories: histories, model: Model with { Loss = new BprLoss { Negatives = 4 } }, token: TestContext.Current.CancellationToken).Report.History, epoch => Assert.True(double.IsFinite(epoch.Loss)));
    }

    [Theory]
    [InlineData("history and id, towers, mean")]
    [InlineData("ids, sampled softmax, both corrected")]
    [InlineData("ids, in-batch softmax")]
    [InlineData("ids, WARP")]
    [InlineData("joint, ids crossed, linear")]
    public void TwoThousandStepsLeaveAsManyTensorsAliveAsTwo(string name)
    {
        TorchRuntime.EnsureLoaded();
        var data = Checkerboard(name);
        using var model = RankerSettings.All[name].CreateDetached(data.Inputs, 1);
        var task = new RankerTask(model, RankerSettings.All[name].Loss, data, new RankingFit(1, 8));
        using var run = new TrainingRun(task, new TrainerOptions(), Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
        int epoch = 0, step = 0;
        void Steps(int count)
        {
            for (int i = 0; i < count; i++, step++)
            {
                if (step % task.StepsAnEpoch == 0) task.BeginEpoch(epoch++);
                run.Step(step % task.StepsAnEpoch, step, 1e-3);
            }
        }

        model.train();
        Steps(2);
        long before = DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;
        Steps(1000);

        Assert.Equal(before, DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount);
    }

    // The names of its columns are those of the settings' crosses.
    private static RankingData Checkerboard(string name)
    {
        var data = Rankings.Data(Histories, Items);
        if (!name.Contains("crossed", StringComparison.Ordinal)) return data;
        return new RankingData(
            new RankingInputs([data.Inputs.Request[0] with { Name = "UserId" }], [data.Inputs.Item[0] with { Name = "ItemId" }], Encoded.Rows((Feature.Item("ItemId"), data.Inputs.Catalogue["Item"]))),
            data.Interactions, Encoded.Rows((Feature.User("UserId"), data.Requests["User"])));
    }

    private static TrainerOptions Options() => new() { Epochs = 6, BatchSize = 20, Seed = 5, Optimizer = new AdamOptions { LearningRate = 0.01 }, Schedule = new LinearSchedule() };

    private static (float[] Scores, TrainingReport Report) Train(TrainerOptions options, Action<TrainingProgress>? told = null, int[][]? histories = null, SoftmaxRankerOptions? model = null, CancellationToken token = default) =>
        Fit(Rankings.Data(histories ?? Histories, Items), options, told, model, token);

    private static (float[] Scores, TrainingReport Report) Fit(RankingData data, TrainerOptions options, Action<TrainingProgress>? told = null, SoftmaxRankerOptions? model = null, CancellationToken token = default)
    {
        TorchRuntime.EnsureLoaded();
        TrainingReport? report = null;
        var progress = told is null ? null : new Training.Told(told);
        using var scorer = (model ?? Model).Fit(data, new RankingFit(options.Seed, options.BatchSize, task => report = new Trainer(options).Train(task, progress, token), CancellationToken: token));
        var requests = RankingRequests.Of(data.Interactions, [.. Enumerable.Range(0, data.Interactions.UserCount)], Encoded.Rows((Feature.User("User"), new IdColumn([.. Enumerable.Range(Rankings.Reserved, data.Interactions.UserCount)], data.Interactions.UserCount + Rankings.Reserved))));
        return (Baselines.TinyRanking.Score(scorer, requests), report!);
    }
}
