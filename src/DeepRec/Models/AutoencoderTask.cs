using System.Text.Json.Nodes;
using static TorchSharp.torch;

namespace DeepRec.Models;

/// <summary>Training of an <see cref="ItemAutoencoder"/>: a row is a user with two items or more, of which a random half, drawn anew in each epoch, is to tell the other.</summary>
internal sealed class AutoencoderTask : TrainingTask
{
    private readonly ItemAutoencoder _model;
    private readonly RankingLoss _loss;
    private readonly RankingData _data;
    private readonly RankingFit _fit;
    private readonly SparseMatrix _met;
    private readonly long[] _ids; // of the catalogue's items
    private readonly int[] _users;
    private readonly int[] _order;
    private readonly NegativeSampler? _sampler;
    private ulong _epochSeed;

    public AutoencoderTask(ItemAutoencoder model, RankingLoss loss, RankingData data, RankingFit fit)
    {
        if (data.Weights.Length > 0) throw new ArgumentException($"{nameof(ItemAutoencoder)} learns from users as a whole and takes no weights of rows. Leave Weights out, or train another ranker.");
        (_model, _loss, _data, _fit, _met) = (model, loss, data, fit, SparseMatrix.Of(data.Interactions));
        _ids = Array.ConvertAll(data.Inputs.Catalogue.Column<IdColumn>(data.Inputs.ItemId!.Name).Ids.ToArray(), id => (long)id);
        _users = [.. Enumerable.Range(0, _met.RowCount).Where(user => _met.ColumnsOf(user).Length > 1 && (!fit.IsUpdate || data.Interactions.CountTargets(data.Interactions.Offsets[user], data.Interactions.Of(user).Length) > 0))];
        if (_users.Length == 0) throw new ArgumentException("There is nothing to learn from: no user met two items.");
        _order = new int[_users.Length];
        _sampler = loss is SampledSoftmaxLoss sampled ? new NegativeSampler(sampled.Sampling, data.Interactions.ItemCounts) : null;
    }

    public override nn.Module Module => _model;

    public override int Rows => _users.Length;

    public override int StepsAnEpoch => (_users.Length + _fit.BatchSize - 1) / _fit.BatchSize;

    public override void BeginEpoch(int epoch)
    {
        _epochSeed = StableHash.Combine((uint)_fit.Seed, (ulong)epoch);
        Permutation.Of(_order, _epochSeed);
    }

    public override StepLoss Loss(int step, long globalStep)
    {
        ItemBag known = new(), wanted = new();
        for (int i = step * _fit.BatchSize; i < Math.Min(_users.Length, (step + 1) * _fit.BatchSize); i++) Halve(_users[_order[i]], known, wanted);
        var users = _model.EncodeBags(known); // [B, D + 1]
        var (rows, targets) = (wanted.Rows(), wanted.Ids()); // [N], [N]
        var positive = _model.ScorePairs(users.index_select(0, rows), _model.EncodeItems(targets)); // [N]
        var others = LogSum(users, (ulong)globalStep).index_select(0, rows); // [B] → [N]
        var loss = _sampler is null ? (others - positive).mean() : -nn.functional.logsigmoid(positive - others).mean();
        return new StepLoss(loss, Penalty: null, known.Count);
    }

    public override double? Validate()
    {
        if (_fit.Validate is null) return null;
        using var scorer = new TorchItemScorer(_model, _data.Inputs, ownsRanker: false);
        return _fit.Validate(scorer);
    }

    public override void FillUnmet() => _model.FillUnmet(_data);

    public override void Sign(JsonObject signature)
    {
        signature["model"] = $"{_model.GetName()} {_model.Settings}";
        signature["loss"] = _loss.ToString();
        signature["interactions"] = $"{_data.Interactions.Count}, {_data.Interactions.Digest():x16}";
    }

    // ln Σ_j exp(f(u, j)) over all items, or its estimate over the negatives of the step. [B, D + 1] → [B].
    private Tensor LogSum(Tensor users, ulong step)
    {
        if (_sampler is null) return _model.Score(users, _model.EncodeItems(Longs(_ids))).logsumexp(1);
        var loss = (SampledSoftmaxLoss)_loss;
        var negatives = new int[loss.Negatives];
        _sampler.Draw(negatives, (uint)_fit.Seed, step);
        var scores = _model.Score(users, _model.EncodeItems(Longs(Array.ConvertAll(negatives, item => _ids[item])))); // [B, K]
        if (loss.Correction == LogQCorrection.None) return scores.logsumexp(1);
        float[] expected = Array.ConvertAll(negatives, item => (float)_sampler.LogExpected(item, negatives.Length));
        return (scores - TensorMemory.FromFloats(expected, expected.Length)).logsumexp(1);
    }

    private void Halve(int user, ItemBag known, ItemBag wanted)
    {
        long[] items = Array.ConvertAll(_met.ColumnsOf(user).ToArray(), item => _ids[item]);
        int[] order = Permutation.Of(items.Length, StableHash.Combine(_epochSeed, (uint)user));
        int half = items.Length / 2;
        long[] shuffled = Array.ConvertAll(order, place => items[place]);
        known.Add(shuffled.AsSpan(0, half));
        wanted.Add(shuffled.AsSpan(half));
    }

    private static Tensor Longs(long[] values)
    {
        var tensor = empty(values.Length, ScalarType.Int64); // [K]
        values.CopyTo(TensorMemory.Span<long>(tensor));
        return tensor;
    }
}
