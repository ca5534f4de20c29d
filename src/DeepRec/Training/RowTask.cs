using System.Text.Json.Nodes;
using DeepRec.Encoders;
using DeepRec.Models;
using DeepRec.Preprocessing;
using static TorchSharp.torch;

namespace DeepRec;

/// <summary>Training on encoded rows one by one: a <see cref="RecommenderModel"/> and its loss, a new order of the rows, or of groups of them, each epoch.</summary>
internal sealed class RowTask : TrainingTask
{
    private readonly RecommenderModel _model;
    private readonly TrainingData _data;
    private readonly TrainerOptions _options;
    private readonly BatchSource _training;
    private readonly BatchSource? _validation;
    private readonly TrainingHistories? _histories;
    private readonly RowOrder _order;
    private readonly float[] _weights; // mean 1, or empty

    public RowTask(RecommenderModel model, TrainingData data, TrainerOptions options)
    {
        (_model, _data, _options) = (model, data, options);
        _weights = RowWeights.Scaled([.. data.Weights], data.Weights.Count);
        _training = new BatchSource(data.Training, data.Inputs) { Weights = _weights };
        _validation = data.Validation is { } validation ? new BatchSource(validation, data.Inputs) : null;
        _histories = model.ReadsRatings is { } times ? new TrainingHistories(data.Training, data.Inputs, times) : null;
        _order = model.GroupsRowsBy is { } role && data.Inputs.FirstOrDefault(input => input.Role == role && input.Kind == FeatureInputKind.Id) is { } group
            ? new RowOrder(data.Training.Column<IdColumn>(group.Name).Ids, options.BatchSize)
            : new RowOrder(_training.Count, options.BatchSize);
        model.Begin(data.Training);
    }

    public override nn.Module Module => _model;

    public override int Rows => _order.Rows;

    public override int StepsAnEpoch => _order.Steps;

    public override void BeginEpoch(int epoch) => _order.Begin(StableHash.Combine((uint)_options.Seed, (ulong)epoch));

    public override StepLoss Loss(int step, long globalStep) => LossOf(RowsOf(step), globalStep);

    public override StepLoss LossOf(ReadOnlySpan<int> rows, long globalStep)
    {
        var batch = _training.Gather(rows);
        if (_histories is not null) batch = _histories.LeaveOneOut(batch, rows);
        var loss = _model.Loss(batch); // scalar
        if (batch.IgnoresWeights) throw new InvalidOperationException($"The loss of {_model.GetName()} takes no weights of rows. Make it the FeatureBatch.Mean of the rows' losses, or leave Weights out.");
        var penalty = _options.EmbeddingRegularization > 0 ? _model.EmbeddingPenalty(batch)?.Times(_options.EmbeddingRegularization) : null;
        return new StepLoss(loss, penalty, rows.Length);
    }

    public override FusedStep? Fuse(bool isLazy, int threads) => _histories is null ? _model.Fuse(_data.Training, _options.EmbeddingRegularization, _weights) : null;

    public override ReadOnlySpan<int> RowsOf(int step) => _order.Of(step);

    public override UnitRows UnitsOf(PrivacyUnit unit)
    {
        if (_histories is not null || _model.GroupsRowsBy is not null) throw new ArgumentException($"Private training does not cover {_model.GetName()}: what it makes of a row depends on the ratings of others. Train an MlpRatingPredictor.");
        if (unit == PrivacyUnit.Example) return UnitRows.Each(_training.Count);
        var user = _data.Inputs.FirstOrDefault(input => input.Role == FeatureRole.User && input.Kind == FeatureInputKind.Id) ?? throw new ArgumentException("Private training of users needs the user's id among the inputs, to know which rows are one's. Keep it in the pipeline, or set Unit to Example.");
        return UnitRows.Of(_data.Training.Column<IdColumn>(user.Name).Ids);
    }

    public override double? Validate()
    {
        const int BlockSize = 8192;
        if (_validation is null) return null;
        _model.Refresh(_data.Training);
        double sum = 0;
        var block = new int[BlockSize];
        for (int start = 0; start < _validation.Count; start += BlockSize)
        {
            using var scope = NewDisposeScope();
            using var noGradient = no_grad();
            var part = block.AsSpan(0, Math.Min(BlockSize, _validation.Count - start));
            for (int i = 0; i < part.Length; i++) part[i] = start + i;
            var batch = _validation.Gather(part);
            if (_histories is not null) batch = _histories.Whole(batch, _data.Validation!.Select(part));
            sum += TensorMath.Number(_model.Loss(batch)) * part.Length;
        }

        return sum / _validation.Count;
    }

    public override void FillUnmet() => _model.FillUnmet(_data.Training);

    public override void FillUnknown() => _model.FillUnknown();

    public override void Sign(JsonObject signature)
    {
        signature["model"] = $"{_model.GetName()} {_model.Settings}".TrimEnd();
        signature["training"] = Digest(_data.Training);
        RowWeights.Sign(_weights, signature);
        signature["validation"] = _data.Validation is { } validation ? Digest(validation) : "none";
    }

    private string Digest(Dataset rows) =>
        $"{rows.Count} rows, {DataDigest.Of(rows, [.. _data.Inputs.Select(input => input.Name), rows.Schema.Label!.Name]):x16}";
}
