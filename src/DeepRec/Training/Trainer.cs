using System.Diagnostics;
using DeepRec.Models;
using DeepRec.Preprocessing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using static TorchSharp.torch;

namespace DeepRec;

/// <summary>Trains any <see cref="RecommenderModel"/> on encoded rows by mini-batches.</summary>
/// <remarks>A trainer may be used again, and by several threads for several models. One training runs on the thread that calls.</remarks>
public sealed class Trainer
{
    private readonly TrainerOptions _options;
    private readonly ILogger _logger;

    /// <summary>Makes a trainer.</summary>
    /// <param name="options">Default: <see cref="TrainerOptions"/>' defaults.</param>
    /// <param name="logger">Default: none.</param>
    public Trainer(TrainerOptions? options = null, ILogger? logger = null) => (_options, _logger) = (options ?? new TrainerOptions(), logger ?? NullLogger.Instance);

    /// <summary>Moves the model's weights until the epochs are over or patience ends; leaves it in evaluation mode.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">Encoded rows to learn from, and to watch by.</param>
    /// <param name="progress">Told after every epoch, on this thread.</param>
    /// <param name="cancellationToken">Ends the training before the next step; the weights are those of the last step, the checkpoint that of the last epoch.</param>
    /// <exception cref="ArgumentException">There are no rows to learn from, no label, a label is missing, or a weight is no weight; the message names the row.</exception>
    /// <exception cref="InvalidOperationException">Patience is set but there are no validation rows; or rows have weights, and the model's loss takes none.</exception>
    /// <exception cref="OperationCanceledException">The training was cancelled.</exception>
    /// <exception cref="TrainingDivergedException">The loss, a gradient or a weight was not finite.</exception>
    /// <exception cref="InvalidBundleException">The checkpoint is damaged, or of another model or other settings.</exception>
    public TrainingReport Train(RecommenderModel model, TrainingData data, IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default) =>
        Train(model, data, progress, memory: null, cancellationToken);

    /// <inheritdoc cref="Train(RecommenderModel, TrainingData, IProgress{TrainingProgress}?, CancellationToken)"/>
    /// <param name="model">The model.</param>
    /// <param name="data">Encoded rows to learn from, and to watch by.</param>
    /// <param name="progress">Told after every epoch.</param>
    /// <param name="memory">Where the optimiser leaves what it remembers; an ensemble leaves nothing.</param>
    /// <param name="cancellationToken">Ends the training before the next step.</param>
    internal TrainingReport Train(RecommenderModel model, TrainingData data, IProgress<TrainingProgress>? progress, OptimizerMemory? memory, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        TorchRuntime.EnsureLoaded(_logger);
        if (data.Training.Count == 0) throw new ArgumentException("There are no rows to learn from.", nameof(data));
        if (data.Weights.Count > 0)
        {
            RowWeights.Require([.. data.Weights], data.Training.Count);
            if (_options.Privacy is not null) throw new ArgumentException("Private training does not cover weights of rows: what counts for one may depend on others. Leave Weights out.");
        }

        if (data.Validation is null && _options.ValidationFraction > 0) data = HoldBack(data);

        if (data.Validation is { Count: 0 }) data = data with { Validation = null };
        LabelStatistics.Of(data.Training);
        if (data.Validation is not null) LabelStatistics.Of(data.Validation);
        if (_options.Patience is not null && data.Validation is null) throw new InvalidOperationException("Patience needs validation rows. Set ValidationFraction, or give validation rows.");

        return model is RatingEnsemble ensemble ? TrainMembers(ensemble, data, progress, cancellationToken) : Train(new RowTask(model, data, _options), progress, cancellationToken, memory);
    }

    private TrainingData HoldBack(TrainingData data)
    {
        var (training, validation) = ValidationRows.HoldBack(new TrainingSet(RowNumbers.Add(data.Training)), _options);
        float[] weights = data.Weights.Count == 0 ? [] : Array.ConvertAll(RowNumbers.Of(training.Rows).ToArray(), row => data.Weights[row]);
        return data with { Training = RowNumbers.Remove(training.Rows), Validation = RowNumbers.Remove(validation), Weights = weights };
    }

    // One after the other, each by its own settings.
    private TrainingReport TrainMembers(RatingEnsemble ensemble, TrainingData data, IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        if (_options.Privacy is not null) throw new ArgumentException("Private training does not cover RatingEnsemble, as each of its members would spend a budget of its own. Train one model.");
        TrainingReport? whole = null;
        for (int m = 0; m < ensemble.Members.Count; m++)
        {
            var report = new Trainer(ensemble.TrainerOf(m, _options), _logger).Train(ensemble.Members[m], data, progress, cancellationToken);
            whole = whole is null ? report : whole.Then(report);
        }

        ensemble.eval();
        return whole!;
    }

    /// <summary>Goes through a task until the epochs are over or patience ends.</summary>
    /// <inheritdoc cref="Train(RecommenderModel, TrainingData, IProgress{TrainingProgress}?, CancellationToken)" path="/exception"/>
    /// <param name="task">What is gone through.</param>
    /// <param name="progress">Told after every epoch.</param>
    /// <param name="memory">What the optimiser remembers from a training before this one, and where it leaves what it remembers; <see langword="null"/>: nothing is kept.</param>
    /// <param name="cancellationToken">Ends the training before the next step.</param>
    internal TrainingReport Train(TrainingTask task, IProgress<TrainingProgress>? progress, CancellationToken cancellationToken, OptimizerMemory? memory = null)
    {
        int threads = get_num_threads();
        set_num_threads(_options.Threads);
        try
        {
            var options = OptionsOf(task.Stage);
            using var run = new TrainingRun(task, options, _logger, memory);
            long started = Stopwatch.GetTimestamp();
            var cpu = Environment.CpuUsage.TotalTime;
            long rows = 0;
            while (run.HasNextEpoch)
            {
                var epoch = run.NextEpoch(cancellationToken);
                rows += task.Rows;
                double rowsPerSecond = task.Rows / Math.Max(epoch.Duration.TotalSeconds, 1e-9);
                Log.EpochEnded(_logger, epoch.Number, options.Epochs, epoch.Loss, epoch.ValidationLoss, rowsPerSecond);
                progress?.Report(new TrainingProgress(epoch, options.Epochs, rowsPerSecond));
            }

            run.End();
            if (_options.Privacy is null) task.FillUnmet();
            else task.FillUnknown(); // which counts no rows
            using var process = Process.GetCurrentProcess();
            return new TrainingReport(
                run.History, run.BestEpoch, run.StoppedEarly, task.Rows, run.Steps,
                rows / Math.Max(Stopwatch.GetElapsedTime(started).TotalSeconds, 1e-9),
                (Environment.CpuUsage.TotalTime - cpu).TotalSeconds, process.PeakWorkingSet64)
            {
                Fused = run.IsFused,
                Privacy = run.Privacy,
            };
        }
        finally
        {
            task.Module.eval();
            set_num_threads(threads);
        }
    }

    private TrainerOptions OptionsOf(TrainingStage? stage) => stage is null ? _options : _options with
    {
        Epochs = stage.Epochs ?? _options.Epochs,
        Optimizer = stage.LearningRate is { } rate ? new AdamOptions { LearningRate = rate } : _options.Optimizer,
        CheckpointPath = _options.CheckpointPath is { } path ? $"{path}.{stage.Name}" : null,
    };
}
