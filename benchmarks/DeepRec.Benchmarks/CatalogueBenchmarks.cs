using BenchmarkDotNet.Attributes;
using DeepRec.Models;
using DeepRec.Preprocessing;
using Microsoft.Extensions.Logging.Abstractions;
using static TorchSharp.torch;

namespace DeepRec.Benchmarks;

/// <summary>A step of 256 rows of a softmax over a large catalogue, vectors of 64 numbers, on one thread: over all items, and over 8,192 of them.</summary>
public class CatalogueBenchmarks
{
    private const int Users = 10_000, BatchSize = 256, Steps = 4, First = Vocabulary.FirstFreeId;
    private ItemRanker _ranker = null!;
    private TrainingRun _run = null!;
    private long _step;

    [Params(100_000)]
    public int Items { get; set; }

    [Params(true, false)]
    public bool IsSampled { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        TorchRuntime.EnsureLoaded();
        var model = new SoftmaxRankerOptions
        {
            Loss = IsSampled ? new SampledSoftmaxLoss { Negatives = 8192, Sampling = new UniformSampling() } : new FullSoftmaxLoss(),
            Scorer = new FactoredScorer { Dimension = 64, History = null, UserId = true, ResidualWidth = 0, Dropout = 0, Start = ItemStart.Random },
        };
        var options = new TrainerOptions { BatchSize = BatchSize, Optimizer = new AdamOptions { Lazy = IsSampled } };
        var (data, fit) = (Data(), new RankingFit(options.Seed, BatchSize));
        _ranker = model.CreateDetached(data.Inputs, options.Seed);
        _run = Begin(model.CreateTask(_ranker, data, fit), options);
        set_num_threads(options.Threads); // as the trainer does
    }

    [Benchmark(OperationsPerInvoke = Steps)]
    [Rows(BatchSize)]
    public double Step()
    {
        double loss = 0;
        for (int i = 0; i < Steps; i++) loss += _run.Step(i, _step++, 1e-3).Loss;
        return loss;
    }

    [GlobalCleanup]
    public void CleanUp()
    {
        _run.Dispose();
        _ranker.Dispose();
    }

    private static TrainingRun Begin(TrainingTask task, TrainerOptions options)
    {
        task.BeginEpoch(0);
        return new TrainingRun(task, options, NullLogger.Instance);
    }

    private RankingData Data()
    {
        var random = new Random(42);
        int[] users = [.. Enumerable.Range(0, BatchSize * Steps).Select(_ => random.Next(Users))], items = [.. users.Select(_ => random.Next(Items))];
        FeatureInput user = new("user", FeatureInputKind.Id, FeatureRole.User, Users + First, []), item = new("item", FeatureInputKind.Id, FeatureRole.Item, Items + First, []);
        var catalogue = new Dataset(new FeatureSchema([Feature.Item("item")]), [new IdColumn([.. Enumerable.Range(First, Items)], Items + First)]);
        var requests = new Dataset(new FeatureSchema([Feature.User("user")]), [new IdColumn([.. users.Select(met => met + First)], Users + First)]);
        return new RankingData(new RankingInputs([user], [item], catalogue), Interactions.Of(users, items, [], Users, Items), requests);
    }
}
