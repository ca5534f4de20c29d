using DeepRec.Models;
using DeepRec.Preprocessing;
using Microsoft.Extensions.Logging.Abstractions;
using static TorchSharp.torch;

namespace DeepRec.Benchmarks;

/// <summary>A model and encoded rows to train it on. Make it after libtorch is loaded.</summary>
internal sealed class TrainingWorkload : IDisposable
{
    public const string Article = "10-5-1", Wide = "64-32-1";

    private readonly TrainerOptions _options;
    private readonly TrainingData _data;
    private readonly RatingPredictor _model;
    private readonly TrainingRun _run;
    private readonly int _batches;
    private long _step;

    private TrainingWorkload(string model, int batchSize, FusedTraining way)
    {
        var rows = Dataset.From(RatingRows.Generate());
        var prepared = PreprocessingPipeline.Default(rows.Schema).FitTransform(new TrainingSet(rows));
        _options = RecommenderOptions.Article.Trainer with { BatchSize = batchSize, Epochs = 1, Fused = way };
        _data = new TrainingData(prepared.Encoded, prepared.Pipeline.Inputs);
        _model = OptionsOf(model).Create(new ModelInputs(prepared.Pipeline.Inputs, LabelStatistics.Of(prepared.Encoded)), _options.Seed);
        var task = new RowTask(_model, _data, _options);
        task.BeginEpoch(0);
        _run = new TrainingRun(task, _options, NullLogger.Instance);
        _batches = prepared.Encoded.Count / _options.BatchSize; // full ones
        set_num_threads(_options.Threads); // as the trainer does
    }

    public static TrainingWorkload Create(string model, int batchSize, FusedTraining way) => new(model, batchSize, way);

    /// <summary>Takes the next batch through gathering, loss, gradient and update.</summary>
    public double Step()
    {
        int batch = (int)(_step % _batches);
        return _run.Step(batch, _step++, _options.Optimizer.LearningRate).Loss;
    }

    /// <summary>Trains one epoch as a user would.</summary>
    public TrainingReport Epoch() => new Trainer(_options).Train(_model, _data);

    public void Dispose()
    {
        _run.Dispose();
        _model.Dispose();
    }

    private static RatingPredictorOptions OptionsOf(string model) => model switch
    {
        Article => RecommenderOptions.Article.Model,
        Wide => new MlpRatingPredictorOptions { HiddenLayers = [64, 32], EmbeddingDimension = 16 },
        _ => throw new ArgumentOutOfRangeException(nameof(model), model, "unknown model"),
    };
}
