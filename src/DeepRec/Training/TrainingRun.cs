using System.Diagnostics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using DeepRec.Encoders;
using DeepRec.Models;
using Microsoft.Extensions.Logging;
using static TorchSharp.torch;

namespace DeepRec;

/// <summary>The state of one training: where it stands, its best weights, its checkpoint. Everything random is a pure function of (seed, epoch or step).</summary>
internal sealed class TrainingRun : IDisposable
{
    private readonly RecommenderModel _model;
    private readonly TrainerOptions _options;
    private readonly BatchSource _training;
    private readonly BatchSource? _validation;
    private readonly ParameterSet _parameters;
    private readonly Optimizer _optimizer;
    private readonly TensorBoard? _tensorBoard;
    private readonly int[] _order;
    private readonly int _stepsAnEpoch;
    private readonly JsonObject? _signature;
    private TrainingState _state;

    public TrainingRun(RecommenderModel model, TrainingData data, TrainerOptions options, ILogger logger)
    {
        (_model, _options) = (model, options);
        _training = new BatchSource(data.Training, data.Inputs);
        _validation = data.Validation is { } validation ? new BatchSource(validation, data.Inputs) : null;
        _parameters = new ParameterSet(model);
        _optimizer = options.Optimizer.CreateOptimizer();
        _order = new int[_training.Count];
        _stepsAnEpoch = (_order.Length + options.BatchSize - 1) / options.BatchSize;
        _state = TrainingState.Start(ModelWeights.Capture(model));
        _signature = options.CheckpointPath is null ? null : TrainingSignature.Of(model, data, options);
        if (options.CheckpointPath is { } path && File.Exists(path))
        {
            _state = TrainingCheckpoint.Load(path, _signature!, model, _optimizer, _parameters.Slots);
            Log.Resumed(logger, path, _state.History.Count);
        }

        _tensorBoard = options.TensorBoardDirectory is { } directory ? new TensorBoard(directory) : null;
    }

    public bool HasNextEpoch => _state.History.Count < _options.Epochs && !StoppedEarly;

    public IReadOnlyList<TrainingEpoch> History => _state.History;

    public int BestEpoch => _options.Patience is null ? _state.History.Count : _state.BestEpoch;

    public bool StoppedEarly => _options.Patience is { } patience && _state.History.Count - _state.BestEpoch >= patience;

    public long Steps => (long)_state.History.Count * _stepsAnEpoch;

    public TrainingEpoch NextEpoch(CancellationToken cancellationToken)
    {
        long started = Stopwatch.GetTimestamp();
        int epoch = _state.History.Count;
        Permutation.Of(_order, StableHash.Combine((uint)_options.Seed, (ulong)epoch));
        _model.train();
        double sum = 0, learningRate = 0, loss = 0;
        for (int i = 0; i < _stepsAnEpoch; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            long step = (long)epoch * _stepsAnEpoch + i;
            learningRate = _options.Optimizer.LearningRate * _options.Schedule.Factor(step, (long)_options.Epochs * _stepsAnEpoch);
            var rows = _order.AsSpan(i * _options.BatchSize, Math.Min(_options.BatchSize, _order.Length - i * _options.BatchSize));
            loss = Step(rows, step, learningRate);
            _tensorBoard?.Step(step, loss, learningRate);
            sum += loss * rows.Length;
        }

        _model.eval();
        var weights = ModelWeights.Capture(_model);
        if (!weights.All(IsFinite)) throw Diverged(Steps + _stepsAnEpoch - 1, learningRate, loss);
        double? validationLoss = _validation is null ? null : Validate(_validation);
        if (validationLoss is { } watched && !double.IsFinite(watched)) throw Diverged(Steps + _stepsAnEpoch - 1, learningRate, watched);
        var ended = new TrainingEpoch(epoch + 1, sum / _order.Length, validationLoss, learningRate, Stopwatch.GetElapsedTime(started));
        _tensorBoard?.Epoch(ended);
        _state = _state.After(ended, weights);
        if (_options.CheckpointPath is { } path) TrainingCheckpoint.Save(path, _signature!, _state, _optimizer.Export(_parameters.Slots));
        return ended;
    }

    /// <summary>Leaves the model with the weights it shall have.</summary>
    public void End()
    {
        if (_options.Patience is not null && _state.BestEpoch > 0) ModelWeights.Restore(_model, _state.Best);
    }

    public void Dispose()
    {
        _parameters.Dispose();
        _tensorBoard?.Dispose();
    }

    /// <summary>Moves the weights by one batch; gives its loss before that.</summary>
    public double Step(ReadOnlySpan<int> rows, long step, double learningRate)
    {
        using var scope = NewDisposeScope();
        using var random = StepRandom.Begin(StableHash.Combine((uint)_options.Seed ^ 0xD0u, (ulong)step));
        var batch = _training.Gather(rows);
        _parameters.ClearGradients();
        var loss = _model.Loss(batch); // scalar
        double value = TensorMath.Number(loss);
        if (_options.EmbeddingRegularization > 0 && _model.EmbeddingPenalty(batch) is { } penalty) loss = loss.Plus(penalty.Times(_options.EmbeddingRegularization));
        loss.backward();
        _parameters.FindGradients();
        if (!double.IsFinite(value) || !_parameters.AreGradientsFinite()) throw Diverged(step, learningRate, value);
        if (_options.MaximumGradientNorm is { } maximum) _parameters.ClipNorm(_parameters.GradientNorm(), maximum);
        _parameters.Step(_optimizer, learningRate);
        return value;
    }

    private double Validate(BatchSource rows)
    {
        const int BlockSize = 8192;
        double sum = 0;
        var block = new int[BlockSize];
        for (int start = 0; start < rows.Count; start += BlockSize)
        {
            using var scope = NewDisposeScope();
            using var noGradient = no_grad();
            var part = block.AsSpan(0, Math.Min(BlockSize, rows.Count - start));
            for (int i = 0; i < part.Length; i++) part[i] = start + i;
            sum += TensorMath.Number(_model.Loss(rows.Gather(part))) * part.Length;
        }

        return sum / rows.Count;
    }

    private TrainingDivergedException Diverged(long step, double learningRate, double loss)
    {
        ModelWeights.Restore(_model, _state.Last);
        return new TrainingDivergedException(step, learningRate, loss, _state.History.Count);
    }

    private static bool IsFinite(NamedArray array) => array.Type switch
    {
        ElementType.Float32 => TensorPrimitives.IsFiniteAll(MemoryMarshal.Cast<byte, float>(array.Data.Span)),
        ElementType.Float64 => TensorPrimitives.IsFiniteAll(MemoryMarshal.Cast<byte, double>(array.Data.Span)),
        _ => true,
    };
}
