using System.Diagnostics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using DeepRec.Models;
using Microsoft.Extensions.Logging;

namespace DeepRec;

/// <summary>The state of one training: where it stands, its best weights, its checkpoint. Everything random is a pure function of (seed, epoch or step).</summary>
internal sealed class TrainingRun : IDisposable
{
    private readonly TrainingTask _task;
    private readonly TrainerOptions _options;
    private readonly ParameterSet _parameters;
    private readonly Optimizer _optimizer;
    private readonly FusedStep? _fused;
    private readonly TensorBoard? _tensorBoard;
    private readonly JsonObject? _signature;
    private readonly OptimizerMemory? _memory;
    private readonly PrivateSteps? _private;
    private TrainingState _state;

    /// <param name="task">What is gone through.</param>
    /// <param name="options">How.</param>
    /// <param name="logger">The log.</param>
    /// <param name="memory">What the optimiser begins with and leaves behind; <see langword="null"/>: it begins anew.</param>
    public TrainingRun(TrainingTask task, TrainerOptions options, ILogger logger, OptimizerMemory? memory = null)
    {
        (_task, _options, _memory) = (task, options, memory);
        _parameters = new ParameterSet(task.Module);
        _optimizer = options.Optimizer.CreateOptimizer();
        if (options.Privacy is not null) PrivateSteps.Require(task, options, _optimizer);
        memory?.Recall(task.Stage, _optimizer, _parameters.Slots);
        _state = TrainingState.Start(ModelWeights.Capture(task.Module));
        _signature = options.CheckpointPath is null ? null : TrainingSignature.Of(task, options);
        if (options.CheckpointPath is { } path && File.Exists(path))
        {
            _state = TrainingCheckpoint.Load(path, _signature!, task.Module, _optimizer, _parameters.Slots);
            Log.Resumed(logger, path, _state.History.Count);
        }

        _fused = options.Fused == FusedTraining.Automatic && (options.Privacy is null || task.FusesUnits) ? task.Fuse(_optimizer.IsLazy, options.Threads) : null;
        if (options.Privacy is not null) _private = new PrivateSteps(task, options, _parameters, _fused);
        if (_fused is not null && _private is not null) _parameters.Adopt(_fused.Gradients);
        else if (_fused is not null) _parameters.Adopt(_fused.Gradients, _optimizer, task.Rows / Math.Max(1, task.StepsAnEpoch));
        if (_fused is not null) Log.Fused(logger);
        _tensorBoard = options.TensorBoardDirectory is { } directory ? new TensorBoard(directory) : null;
    }

    /// <summary>Whether steps pass autograd by.</summary>
    public bool IsFused => _fused is not null;

    public bool HasNextEpoch => _state.History.Count < _options.Epochs && !StoppedEarly;

    public IReadOnlyList<TrainingEpoch> History => _state.History;

    public int BestEpoch => _options.Patience is null ? _state.History.Count : _state.BestEpoch;

    public bool StoppedEarly => _options.Patience is { } patience && _state.History.Count - _state.BestEpoch >= patience;

    public long Steps => (long)_state.History.Count * _task.StepsAnEpoch;

    /// <summary>What was told of a unit so far; <see langword="null"/> where nothing is hidden.</summary>
    public PrivacySpent? Privacy => _private?.Spent(Steps);

    /// <summary>The private steps, if they are.</summary>
    internal PrivateSteps? PrivateSteps => _private;

    public TrainingEpoch NextEpoch(CancellationToken cancellationToken)
    {
        long started = Stopwatch.GetTimestamp();
        int epoch = _state.History.Count;
        _task.BeginEpoch(epoch);
        _task.Module.train();
        _parameters.Look();
        int steps = _task.StepsAnEpoch;
        double sum = 0, learningRate = 0, loss = 0;
        long taught = 0; // a masked sequence is a row of the task and several of its loss
        try
        {
            for (int i = 0; i < steps; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                long step = (long)epoch * steps + i;
                learningRate = _options.Optimizer.LearningRate * _options.Schedule.Factor(step, (long)_options.Epochs * steps);
                (loss, int rows) = Step(i, step, learningRate);
                _tensorBoard?.Step(step, loss, learningRate);
                (sum, taught) = (sum + loss * rows, taught + rows);
            }
        }
        catch (Exception error) when (error is not TrainingDivergedException) // after which the weights are those of before
        {
            _parameters.Settle(_optimizer);
            throw;
        }

        _parameters.Settle(_optimizer);
        _task.Module.eval();
        var weights = ModelWeights.Capture(_task.Module);
        if (!weights.All(IsFinite)) throw Diverged(Steps + steps - 1, learningRate, loss);
        double? validationLoss = _task.Validate();
        if (validationLoss is { } watched && !double.IsFinite(watched)) throw Diverged(Steps + steps - 1, learningRate, watched);
        var ended = new TrainingEpoch(epoch + 1, sum / Math.Max(1, taught), validationLoss, learningRate, Stopwatch.GetElapsedTime(started));
        _tensorBoard?.Epoch(ended);
        _state = _state.After(ended, weights);
        if (_options.CheckpointPath is { } path) TrainingCheckpoint.Save(path, _signature!, _state, _optimizer.Export(_parameters.Slots));
        return ended;
    }

    /// <summary>Leaves the model with the weights it shall have.</summary>
    public void End()
    {
        if (_options.Patience is not null && _state.BestEpoch > 0) ModelWeights.Restore(_task.Module, _state.Best);
        _memory?.Keep(_task.Stage, _optimizer, _parameters.Slots);
    }

    public void Dispose()
    {
        _fused?.Dispose();
        _parameters.Dispose();
        _tensorBoard?.Dispose();
    }

    /// <summary>Moves the weights by one step of the epoch; gives its loss before that, and its rows.</summary>
    public (double Loss, int Rows) Step(int stepOfEpoch, long step, double learningRate)
    {
        using var random = StepRandom.Begin(StableHash.Combine((uint)_options.Seed ^ 0xD0u, (ulong)step));
        if (_private is not null) return Step(_private, step, learningRate);
        var (loss, rows) = _fused is null ? Autograd(stepOfEpoch, step) : Fused(_fused, stepOfEpoch, step);
        if (!double.IsFinite(loss) || !_parameters.AreGradientsFinite()) throw Diverged(step, learningRate, loss);
        if (_options.MaximumGradientNorm is { } maximum) _parameters.ClipNorm(_parameters.GradientNorm(), maximum);
        _parameters.Step(_optimizer, learningRate);
        return (loss, rows);
    }

    // By itself, as what it captures is allocated where the method begins.
    private (double Loss, int Rows) Autograd(int stepOfEpoch, long step) => _parameters.Backward(() => _task.Loss(stepOfEpoch, step));

    private (double Loss, int Rows) Step(PrivateSteps steps, long step, double learningRate)
    {
        var (loss, rows) = steps.Run(step);
        if (!double.IsFinite(loss) || !steps.Gradients.All(gradient => TensorPrimitives.IsFiniteAll<float>(gradient))) throw Diverged(step, learningRate, loss);
        _parameters.Step(_optimizer, learningRate, [.. steps.Gradients]);
        return (loss, rows);
    }

    private (double Loss, int Rows) Fused(FusedStep fused, int stepOfEpoch, long step)
    {
        var rows = _task.RowsOf(stepOfEpoch);
        return (fused.Run(rows, step), rows.Length);
    }

    private TrainingDivergedException Diverged(long step, double learningRate, double loss)
    {
        ModelWeights.Restore(_task.Module, _state.Last);
        return new TrainingDivergedException(step, learningRate, loss, _state.History.Count);
    }

    private static bool IsFinite(NamedArray array) => array.Type switch
    {
        ElementType.Float32 => TensorPrimitives.IsFiniteAll(MemoryMarshal.Cast<byte, float>(array.Data.Span)),
        ElementType.Float64 => TensorPrimitives.IsFiniteAll(MemoryMarshal.Cast<byte, double>(array.Data.Span)),
        _ => true,
    };
}
