using System.Diagnostics;
using System.Text.Json;
using System.Threading.Channels;
using DeepRec;
using DeepRec.Encoders;
using DeepRec.Models;

namespace WebShop;

/// <summary>Trains the shop's model where there is none, and again when it is told to; beside the requests, one training at a time.</summary>
public sealed partial class ShopTraining(string folder, Catalogue catalogue, ILogger<ShopTraining> logger) : BackgroundService
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly Channel<int> _wanted = Channel.CreateBounded<int>(1);
    private int _seed = 42;
    private ShopReport? _report;

    public TrainingState State { get; private set => Volatile.Write(ref field, value); } = new(false);

    /// <summary>What came of the last one; <see langword="null"/>: none has ended yet.</summary>
    public ShopReport? Report => _report ??= File.Exists(ReportPath) ? JsonSerializer.Deserialize<ShopReport>(File.ReadAllText(ReportPath), Json) : null;

    private string ModelPath => Path.Combine(folder, "shop.deeprec");

    private string ReportPath => Path.Combine(folder, "report.json");

    /// <summary>Trains again from another start; <see langword="false"/>: a training runs already.</summary>
    public bool Again() => !State.IsRunning && _wanted.Writer.TryWrite(Interlocked.Increment(ref _seed));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!File.Exists(ModelPath)) _wanted.Writer.TryWrite(_seed);
        await foreach (int seed in _wanted.Reader.ReadAllAsync(stoppingToken))
        {
            State = new TrainingState(IsRunning: true);
            try
            {
                await Task.Run(() => Train(seed, stoppingToken), stoppingToken);
                State = State with { IsRunning = false };
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                TrainingFailed(logger, e);
                State = new TrainingState(IsRunning: false, Failure: e.Message);
            }
        }
    }

    private void Train(int seed, CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        var (rows, test) = Split.Random(catalogue.Likes(), testFraction: 0.2, seed: 42);
        var options = new RankingOptions
        {
            Model = new SoftmaxRankerOptions { Scorer = new FactoredScorer { Dimension = 32, History = new PooledHistoryOptions { Length = 20 }, UserLayers = [64], ItemLayers = [64] } },
            Trainer = new TrainerOptions { Epochs = 8, Seed = seed },
            Progress = new Progress(this),
        };
        using var ranker = Recommender.TrainRanking<string, string>(rows, options, cancellationToken);
        using var popularity = Recommender.TrainRanking<string, string>(rows, new RankingOptions { Model = new PopularityOptions() }, cancellationToken);
        var report = new ShopReport(
            DateTimeOffset.UtcNow, Stopwatch.GetElapsedTime(start).TotalSeconds, rows.Count,
            [.. ranker.Report!.History.Select(epoch => new EpochLoss(epoch.Loss, epoch.ValidationLoss))], Metrics(ranker.Evaluate(test, cancellationToken: cancellationToken)), Metrics(popularity.Evaluate(test, cancellationToken: cancellationToken)));
        File.WriteAllText(ReportPath + ".tmp", JsonSerializer.Serialize(report, Json));
        File.Move(ReportPath + ".tmp", ReportPath, overwrite: true);
        ranker.Save(ModelPath); // from here on it is served
        _report = report;
    }

    private static Dictionary<string, double> Metrics(RankingReport report) => new()
    {
        ["NDCG@10"] = report.Value("NDCG@10"),
        ["Recall@10"] = report.Value("Recall@10"),
        ["HitRate@10"] = report.Value("HitRate@10"),
        ["Catalogue coverage@10"] = report.Lists.Single(list => list.CutOff == 10).Coverage,
    };

    [LoggerMessage(1, LogLevel.Error, "The training failed; what was served before still is.")]
    private static partial void TrainingFailed(ILogger logger, Exception exception);

    private sealed class Progress(ShopTraining training) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => training.State = new TrainingState(IsRunning: true, value.Epoch.Number, value.Epochs, value.Epoch.Loss);
    }
}
