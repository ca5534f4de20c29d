using System.Text.Json;
using DeepRec.Encoders;
using DeepRec.Preprocessing;
using static TorchSharp.torch;

namespace DeepRec.Models;

/// <summary>The model of <see cref="RatedHistoryPredictorOptions"/>; its formula stands there.</summary>
public sealed class RatedHistoryPredictor : RatingPredictor
{
    private readonly RatedHistoryPredictorOptions _options;
    private readonly ModelInputs _inputs;
    private readonly RatedSideEncoder _users;
    private readonly RatedSideEncoder _items;
    private readonly ConcatenatedEncoder? _context;
    private readonly DenseLayers _layers;
    private readonly OrdinalHead? _ordinal;
    private readonly TorchSharp.Modules.Parameter? _timeWeights; // [13]

    internal RatedHistoryPredictor(RatedHistoryPredictorOptions options, ModelInputs inputs, long seed) : base(nameof(RatedHistoryPredictor))
    {
        (_options, _inputs) = (options, inputs);
        if (options.Loss is WatchTimeLoss) throw new ArgumentException("Rated histories are those of ratings; a watch time is none. Use MlpRatingPredictorOptions for WatchTimeLoss.");
        if (options.Loss.IsOfProbabilities) throw new ArgumentException($"Rated histories predict ratings, and no probabilities. Use MlpRatingPredictorOptions for {options.Loss.GetType().Name}.");
        var user = inputs.User ?? throw Missing("user");
        var item = inputs.Item ?? throw Missing("item");
        foreach (string id in options.Encoders.Keys) if (id == user.Name || id == item.Name) throw new ArgumentException($"An encoder is given for '{id}', which is read as a history alone.");
        try
        {
            _ordinal = options.Loss is OrdinalLoss ? new OrdinalHead(inputs.Label) : null; // first: it may refuse the labels
            var random = new SeededRandom(StableHash.Combine((ulong)seed, 1));
            _users = new RatedSideEncoder(ofUsers: true, user, item, Features(FeatureRole.UserFeature), options, inputs.Label, seed, ref random);
            _items = new RatedSideEncoder(ofUsers: false, item, user, Features(FeatureRole.ItemFeature), options, inputs.Label, seed, ref random);
            FeatureInput[] rest = [.. inputs.Features.Where(f => f != user && f != item && f.Role is not (FeatureRole.UserFeature or FeatureRole.ItemFeature))];
            _context = RatedSideEncoder.Features(rest, options, seed);
            int times = options.Times == RatingTimes.Ignored ? 0 : RatingMoments.Width;
            _layers = new DenseLayers((2 * options.Dimension) + 2 + times + (_context?.OutputWidth ?? 0), _ordinal?.Levels ?? 1, new DenseSettings(options.HiddenLayers, options.Activation, Dropout: options.Dropout, Initialization: WeightInitialization.FanInUniform), ref random);
            register_module("users", _users);
            register_module("items", _items);
            register_module("layers", _layers);
            if (_ordinal is not null) register_module("ordinal", _ordinal);
            if (_context is not null) register_module("context", _context);
            if (times == 0) return;
            _timeWeights = nn.Parameter(zeros(times, ScalarType.Float32)); // [13]
            _timeWeights.DetachFromDisposeScope();
            register_parameter("times", _timeWeights);
        }
        catch
        {
            // What was made so far would else be left to the finaliser.
            _ordinal?.Dispose();
            _users?.Dispose();
            _items?.Dispose();
            _context?.Dispose();
            _layers?.Dispose();
            Dispose();
            throw;
        }

        FeatureInput[] Features(FeatureRole role) => [.. inputs.Features.Where(f => f.Role == role)];
    }

    /// <summary>What it reads of times; never <see langword="null"/>.</summary>
    public override RatingTimes? ReadsRatings => _options.Times;

    /// <inheritdoc/>
    public override Tensor forward(FeatureBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        using var scope = NewDisposeScope();
        var rating = Rating(Parts(batch, _users.Encode(batch), _items.Encode(batch))); // [B]
        if (!training && _options.ClampToLabelRange) rating = rating.AtLeast(_inputs.Label.Minimum).AtMost(_inputs.Label.Maximum);
        return rating.MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override Tensor Loss(FeatureBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        using var scope = NewDisposeScope();
        RatedVectors user = _users.Encode(batch), item = _items.Encode(batch);
        var loss = LossOf(Parts(batch, user, item), batch.Label, batch.Weights);
        if (training && _options.BlankedShare > 0 && BlankRows(batch.Size) is { } rows)
        {
            var blank = Parts(batch, user.Blank(rows), item.Select(rows).Detached(), rows);
            double share = (double)rows.shape[0] / batch.Size;
            loss = loss.Plus(LossOf(blank, batch.Label.index_select(0, rows), batch.Weights?.index_select(0, rows)).Times(share)).Times(1 / (1 + share));
        }

        return loss.MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override Tensor? EmbeddingPenalty(FeatureBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        using var scope = NewDisposeScope();
        double unit = _ordinal is null ? (double)_inputs.Label.StandardDeviation * _inputs.Label.StandardDeviation : 1;
        return _users.Penalty(_items, _options.BiasPenalty).Plus(_items.Penalty(_users, _options.BiasPenalty)).Times(unit).MoveToOuterDisposeScope();
    }

    internal override string Settings => JsonSerializer.Serialize(_options, Json.Options);

    internal override long ExtraMultiplyAdds => _options.Dimension + _users.MultiplyAdds + _items.MultiplyAdds;

    internal override void Begin(Dataset training)
    {
        var graph = TrainingHistories.GraphOf(training, _inputs.Features);
        _users.Begin(graph);
        _items.Begin(graph);
    }

    internal override void FillUnmet(Dataset training)
    {
        var graph = TrainingHistories.GraphOf(training, _inputs.Features);
        _users.End(graph, training);
        _items.End(graph, training);
        _context?.FillUnmet(training);
    }

    /// <summary>Does nothing: layers are registered under names of their own, and a search of the fields would register them twice.</summary>
    protected override void RegisterComponents()
    {
    }

    private static ArgumentException Missing(string side) => new($"Rated histories need the {side}'s id as an input. Give its column a vocabulary.");

    // z [B], and what the network gives, [B, 1] or [B, K].
    private (Tensor Sum, Tensor Network) Parts(FeatureBatch batch, RatedVectors user, RatedVectors item, Tensor? rows = null)
    {
        var sum = user.Bias.Plus(item.Bias).Plus((user.Vector * item.Vector).sum(1)); // [B, D] → [B]
        var inputs = new List<Tensor> { user.Vector, item.Vector, Familiarity(user.Count), Familiarity(item.Count) };
        if (_timeWeights is not null)
        {
            // A blanked row knows no time of the user's either.
            var times = rows is null && batch.Ratings?.Moments is { } moments ? moments : zeros(user.Count.shape[0], RatingMoments.Width, user.Vector.dtype); // [B, 13]
            sum = sum.Plus(times.mv(_timeWeights)); // [B, 13] → [B]
            inputs.Add(times);
        }

        if (_context is not null) inputs.Add(rows is null ? _context.call(batch) : _context.call(batch).index_select(0, rows));
        return (sum, _layers.call(cat(inputs, dim: 1))); // [B, 2 D + 2 …] → [B, K]
    }

    private static Tensor Familiarity(Tensor count) => count.Plus(1).log().Times(0.25).Plus(-1).unsqueeze(1); // [B] → [B, 1]

    private Tensor Rating((Tensor Sum, Tensor Network) parts) => _ordinal is { } head
        ? head.Expected(head.Shift(parts.Network, parts.Sum)) // [B, K] → [B]
        : parts.Network.squeeze(1).Plus(parts.Sum).Times(_inputs.Label.StandardDeviation).Plus(_inputs.Label.Mean);

    private Tensor LossOf((Tensor Sum, Tensor Network) parts, Tensor label, Tensor? weights) => _options.Loss switch
    {
        OrdinalLoss ordinal => RatingLosses.Ordinal(_ordinal!.Shift(parts.Network, parts.Sum), Standardized(_ordinal.Values), Standardized(label), ordinal.SquaredErrorWeight, weights),
        HuberLoss huber => RatingLosses.Huber(Rating(parts), label, huber.Delta, weights),
        AbsoluteErrorLoss => RatingLosses.AbsoluteError(Rating(parts), label, weights),
        _ => RatingLosses.SquaredError(Rating(parts), label, weights),
    };

    private Tensor Standardized(Tensor labels) => labels.Plus(-(double)_inputs.Label.Mean).Times(1 / (double)_inputs.Label.StandardDeviation);

    // Which rows are learned from a second time; none in a step without any.
    private Tensor? BlankRows(int size)
    {
        using var drawn = empty(size, ScalarType.Float32).bernoulli_(_options.BlankedShare, StepRandom.Current); // [B]
        var rows = drawn.nonzero().squeeze(1); // [B'] 
        return rows.shape[0] == 0 ? null : rows;
    }
}
