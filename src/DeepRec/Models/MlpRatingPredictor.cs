using System.Text.Json;
using DeepRec.Encoders;
using static TorchSharp.torch;

namespace DeepRec.Models;

/// <summary>The model of <see cref="MlpRatingPredictorOptions"/>; its formula stands there.</summary>
public sealed class MlpRatingPredictor : RatingPredictor
{
    private const double GreatestLogit = 80; // whose exponential is still a float32
    private readonly MlpRatingPredictorOptions _options;
    private readonly ModelInputs _inputs;
    private readonly ConcatenatedEncoder _encoder;
    private readonly DenseLayers _layers;
    private readonly EmbeddingTable? _userBias;
    private readonly EmbeddingTable? _itemBias;
    private readonly int _user;
    private readonly int _item;
    private readonly OrdinalHead? _ordinal;
    private readonly int[] _network; // the parts that enter the network
    private readonly bool _standardized;

    internal MlpRatingPredictor(MlpRatingPredictorOptions options, ModelInputs inputs, long seed) : base(nameof(MlpRatingPredictor))
    {
        (_options, _inputs) = (options, inputs);
        try
        {
            var random = new SeededRandom(StableHash.Combine((ulong)seed, 1));
            _ordinal = options.Loss is OrdinalLoss ? new OrdinalHead(inputs.Label) : null; // first: it may refuse the labels
            _encoder = ConcatenatedEncoder.Create(inputs.Features, options.Encoders, options.EmbeddingDimension, options.OneHotLimit, seed);
            (_user, _item) = (_encoder.IndexOf(inputs.User?.Name), _encoder.IndexOf(inputs.Item?.Name));
            _network = [.. Enumerable.Range(0, inputs.Features.Count).Where(part => options.IdsInNetwork || !options.InnerProduct || (part != _user && part != _item))];
            if (_network.Length == 0) _network = [.. Enumerable.Range(0, inputs.Features.Count)];
            _layers = new DenseLayers(_network.Sum(part => _encoder[inputs.Features[part].Name].OutputWidth), _ordinal?.Levels ?? 1, options.Dense, ref random);
            register_module("encoder", _encoder);
            register_module("layers", _layers);
            if (_ordinal is not null) register_module("ordinal", _ordinal);
            if (options.Biases && inputs.User is { } user) register_module("user_bias", _userBias = new EmbeddingTable(user.Size, 1, 0, ref random));
            if (options.Biases && inputs.Item is { } item) register_module("item_bias", _itemBias = new EmbeddingTable(item.Size, 1, 0, ref random));
            if (options.InnerProduct) CheckInnerProduct();
            if (options.Loss is WatchTimeLoss && inputs.Label.Minimum < 0) throw new ArgumentException(FormattableString.Invariant($"A watch time is 0 or more; the labels go down to {inputs.Label.Minimum}."));
            _standardized = options.StandardizeLabel && options.Output == RatingOutput.Linear && _ordinal is null && options.Loss is not WatchTimeLoss;
            if (_ordinal is null && options.StartAtLabelMean && !_standardized) StartAt(inputs.Label);
        }
        catch
        {
            // What was made so far would else be left to the finaliser.
            _ordinal?.Dispose();
            _encoder?.Dispose();
            _layers?.Dispose();
            Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override Tensor forward(FeatureBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        using var scope = NewDisposeScope();
        var rating = _ordinal is { } head ? head.Expected(Logits(batch, head)) : Transform(Sum(batch)); // [B]
        if (!training && _options.ClampToLabelRange) rating = rating.AtLeast(_inputs.Label.Minimum).AtMost(_inputs.Label.Maximum);
        return rating.MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override Tensor Loss(FeatureBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        using var scope = NewDisposeScope();
        var loss = _options.Loss switch
        {
            HuberLoss huber => RatingLosses.Huber(call(batch), batch.Label, huber.Delta),
            WatchTimeLoss => RatingLosses.WatchTime(Sum(batch), batch.Label),
            OrdinalLoss ordinal => RatingLosses.Ordinal(Logits(batch, _ordinal!), _ordinal!.Values, batch.Label, ordinal.SquaredErrorWeight),
            _ => RatingLosses.SquaredError(call(batch), batch.Label),
        };
        return loss.MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override Tensor? EmbeddingPenalty(FeatureBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        using var scope = NewDisposeScope();
        Tensor? sum = null;
        if (_inputs.User is { } user) sum = Add(sum, _encoder[user.Name].call(batch).Squared().sum());
        if (_inputs.Item is { } item) sum = Add(sum, _encoder[item.Name].call(batch).Squared().sum());
        if (_userBias is not null) sum = Add(sum, _userBias.call(batch.Ids(_inputs.User!.Name)).Squared().sum());
        if (_itemBias is not null) sum = Add(sum, _itemBias.call(batch.Ids(_inputs.Item!.Name)).Squared().sum());
        double unit = _standardized ? (double)_inputs.Label.StandardDeviation * _inputs.Label.StandardDeviation : 1;
        return sum is null ? null : sum.Times(unit / Math.Max(1, batch.Size)).MoveToOuterDisposeScope();
    }

    internal override string Settings => JsonSerializer.Serialize(_options, Json.Options);

    internal override long ExtraMultiplyAdds => _options.InnerProduct ? _encoder[_inputs.User!.Name].OutputWidth : 0;

    internal override void FillUnmet(Dataset training)
    {
        _encoder.FillUnmet(training);
        if (_userBias is not null) _userBias.FillUnmet(training.Column<IdColumn>(_inputs.User!.Name).Ids);
        if (_itemBias is not null) _itemBias.FillUnmet(training.Column<IdColumn>(_inputs.Item!.Name).Ids);
    }

    /// <summary>Does nothing: layers are registered under names of their own, and a search of the fields would register them twice.</summary>
    protected override void RegisterComponents()
    {
    }

    private static Tensor Add(Tensor? sum, Tensor part) => sum is null ? part : sum.Plus(part);

    private Tensor Transform(Tensor sum) => _options.Output switch
    {
        _ when _options.Loss is WatchTimeLoss => sum.AtMost(GreatestLogit).exp(),
        RatingOutput.ScaledSigmoid => sum.sigmoid().Times(_inputs.Label.Maximum - _inputs.Label.Minimum).Plus(_inputs.Label.Minimum),
        RatingOutput.Activation => _options.OutputActivation.Apply(sum),
        _ when _standardized => sum.Times(_inputs.Label.StandardDeviation).Plus(_inputs.Label.Mean),
        _ => sum,
    };

    private Tensor Sum(FeatureBatch batch)
    {
        var parts = _encoder.EncodeParts(batch); // n × [B, D_i]
        var sum = _layers.call(NetworkInput(parts)).squeeze(1); // [B, D] → [B, 1] → [B]
        return Collaborative(batch, parts) is { } collaborative ? sum.Plus(collaborative) : sum;
    }

    private Tensor Logits(FeatureBatch batch, OrdinalHead head)
    {
        var parts = _encoder.EncodeParts(batch);
        var logits = _layers.call(NetworkInput(parts)); // [B, D] → [B, K]
        return head.Shift(logits, Collaborative(batch, parts));
    }

    private Tensor NetworkInput(Tensor[] parts) => ConcatenatedEncoder.Concatenate(Array.ConvertAll(_network, part => parts[part])); // [B, D]

    // b_u + b_i + <p_u, q_i>, shape [B]; null when none of them is asked for.
    private Tensor? Collaborative(FeatureBatch batch, Tensor[] parts)
    {
        Tensor? sum = null;
        if (_userBias is not null) sum = Add(sum, _userBias.call(batch.Ids(_inputs.User!.Name)).squeeze(1)); // [B, 1] → [B]
        if (_itemBias is not null) sum = Add(sum, _itemBias.call(batch.Ids(_inputs.Item!.Name)).squeeze(1));
        if (_options.InnerProduct) sum = Add(sum, (parts[_user] * parts[_item]).sum(1)); // [B, D] → [B]
        return sum;
    }

    private void CheckInnerProduct()
    {
        if (_user < 0 || _item < 0) throw new ArgumentException("InnerProduct needs the user's and the item's id as inputs. Give both a vocabulary, or switch it off.");
        int user = _encoder[_inputs.User!.Name].OutputWidth, item = _encoder[_inputs.Item!.Name].OutputWidth;
        if (user != item) throw new ArgumentException($"InnerProduct needs vectors of one length: the user's has {user}, the item's {item}. Set EmbeddingDimension.");
    }

    // The output's bias starts where g gives the mean label.
    private void StartAt(LabelStatistics label)
    {
        double share = Math.Clamp((label.Mean - label.Minimum) / Math.Max(label.Maximum - label.Minimum, 1e-12), 0.01, 0.99);
        double start = _options.Output switch
        {
            _ when _options.Loss is WatchTimeLoss => Math.Log(Math.Max(label.Mean, 1e-6)),
            RatingOutput.ScaledSigmoid => Math.Log(share / (1 - share)),
            RatingOutput.Activation when _options.OutputActivation != Activation.Identity => 0,
            _ => label.Mean,
        };
        TensorMemory.Span<float>(_layers.Output.bias!)[0] += (float)start;
    }
}
