using DeepRec.Encoders;
using static TorchSharp.torch;

namespace DeepRec.Models;

/// <summary>The loss of some requests under a <see cref="RankingLoss"/>: draws the negatives, encodes the items, scores. Draws are a function of (seed, step).</summary>
internal sealed class RankingObjective
{
    private readonly ItemRanker _ranker;
    private readonly RankingLoss _loss;
    private readonly ulong _seed;
    private readonly BatchSource _catalogue;
    private readonly NegativeSampler? _sampler;
    private readonly double[] _shares; // of the targets, by item
    private readonly Interactions _interactions;
    private readonly int[]?[] _met; // by user, sorted; found when first needed
    private readonly float[] _weights; // of interactions; or empty
    private ProductSoftmax? _products; // where scores need not be written down

    public RankingObjective(ItemRanker ranker, RankingLoss loss, RankingData data, ulong seed)
    {
        (_ranker, _loss, _seed, _interactions) = (ranker, loss, seed, data.Interactions);
        _catalogue = new BatchSource(data.Inputs.Catalogue, data.Inputs.Item);
        _sampler = loss is SampledSoftmaxLoss sampled ? new NegativeSampler(sampled.Sampling, data.Interactions.ItemCounts)
            : PerRow(loss) > 0 ? new NegativeSampler(new UniformSampling(), data.Interactions.ItemCounts) : null;
        _shares = SharesOf(data.Interactions);
        _met = new int[data.Interactions.UserCount][];
        _weights = data.InteractionWeights();
    }

    /// <param name="requests">Encoded, shape [B, U].</param>
    /// <param name="targets">The item of each, shape [B].</param>
    /// <param name="users">The user of each, shape [B].</param>
    /// <param name="places">Which interaction each is, shape [B].</param>
    /// <param name="step">Since the training began.</param>
    public Tensor Loss(Tensor requests, int[] targets, int[] users, ReadOnlySpan<int> places, ulong step)
    {
        float[] weights = WeightsOf(places);
        if (_products is not null && requests.dtype == ScalarType.Float32 && TakesShortWay && Softmax(targets, step) is { } task) return ProductSoftmaxFunction.Apply(requests, Encode(task.Items), task with { Weights = weights }, _products);
        var w = weights.Length == 0 ? null : TensorMemory.FromFloats(weights, weights.Length); // [B]
        return _loss switch
        {
            FullSoftmaxLoss full => RankingLosses.FullSoftmax(_ranker.Score(requests, Encode(Everything)), Longs(targets), full.LabelSmoothing, w),
            SampledSoftmaxLoss sampled => Sampled(sampled, requests, targets, w, step),
            InBatchSoftmaxLoss => InBatch(requests, targets, w),
            _ => PerRowLoss(requests, targets, users, w, step),
        };
    }

    /// <summary>The weights of interactions, shape [B]; empty where all count alike.</summary>
    public float[] WeightsOf(ReadOnlySpan<int> places)
    {
        if (_weights.Length == 0) return [];
        var weights = new float[places.Length];
        for (int row = 0; row < weights.Length; row++) weights[row] = _weights[places[row]];
        return weights;
    }

    /// <summary>Whether a softmax of this loss may be taken by <see cref="ProductSoftmax"/>.</summary>
    public bool TakesShortWay => _weights.Length == 0 || _loss is not FullSoftmaxLoss { LabelSmoothing: > 0 };

    /// <summary>Whether the loss is a softmax: <see cref="Softmax"/>.</summary>
    public bool IsSoftmax => _loss is FullSoftmaxLoss or SampledSoftmaxLoss or InBatchSoftmaxLoss;

    /// <summary>Whether a step meets all items of the catalogue.</summary>
    public bool MeetsAllItems => _loss is FullSoftmaxLoss;

    /// <summary>From now on takes the short way over a softmax of inner products, where the ranker's scores are such: <see cref="ProductSoftmax"/>.</summary>
    /// <param name="threads">How many threads may share a step.</param>
    public void Fuse(int threads)
    {
        if (_ranker.ScoresAreProducts) _products = new ProductSoftmax(threads: threads);
    }

    /// <summary>What a softmax of a step goes over; <see langword="null"/> where the loss is none.</summary>
    /// <param name="targets">The item of each row, shape [B].</param>
    /// <param name="step">Since the training began.</param>
    public SoftmaxTask? Softmax(int[] targets, ulong step) => _loss switch
    {
        FullSoftmaxLoss full => new SoftmaxTask(Everything, 0, targets, targets, [], [], full.LabelSmoothing),
        SampledSoftmaxLoss sampled => Sampled(sampled, targets, step),
        InBatchSoftmaxLoss => new SoftmaxTask(targets, 0, targets, [.. Enumerable.Range(0, targets.Length)], LogShares(targets), LogShares(targets)),
        _ => null,
    };

    private int[] Everything => field ??= [.. Enumerable.Range(0, _catalogue.Count)];

    private static double[] SharesOf(Interactions interactions)
    {
        var counts = new double[interactions.ItemCount];
        for (int k = 0; k < interactions.Count; k++) if (interactions.IsTarget(k)) counts[interactions.Items[k]]++;
        double sum = Math.Max(1, counts.Sum());
        return Array.ConvertAll(counts, count => count / sum);
    }

    private static int PerRow(RankingLoss loss) => loss switch
    {
        BprLoss bpr => bpr.Negatives,
        HingeLoss hinge => hinge.Negatives,
        WarpLoss warp => warp.Negatives,
        BinaryCrossEntropyLoss binary => binary.Negatives,
        _ => 0,
    };

    // Negatives are shared by all rows of the step.
    private int[] Negatives(SampledSoftmaxLoss loss, ulong step)
    {
        var negatives = new int[loss.Negatives];
        _sampler!.Draw(negatives, _seed, step);
        return negatives;
    }

    private SoftmaxTask Sampled(SampledSoftmaxLoss loss, int[] targets, ulong step)
    {
        int[] negatives = Negatives(loss, step);
        return new SoftmaxTask(
            [.. targets, .. negatives], targets.Length, targets, [.. Enumerable.Range(0, targets.Length)],
            loss.Correction == LogQCorrection.Both ? LogExpected(targets, loss.Negatives) : [],
            loss.Correction == LogQCorrection.None ? [] : LogExpected(negatives, loss.Negatives));
    }

    private Tensor Sampled(SampledSoftmaxLoss loss, Tensor requests, int[] targets, Tensor? weights, ulong step)
    {
        int[] negatives = Negatives(loss, step);
        var items = Encode([.. targets, .. negatives]); // [B + K, E]
        var positive = _ranker.ScorePairs(requests, items.narrow(0, 0, targets.Length)); // [B]
        var negative = _ranker.Score(requests, items.narrow(0, targets.Length, negatives.Length)); // [B, K]
        var hits = Longs(targets).unsqueeze(1).eq(Longs(negatives).unsqueeze(0)); // [B, 1] = [1, K] → [B, K]
        return RankingLosses.SampledSoftmax(
            positive, negative,
            loss.Correction == LogQCorrection.None ? null : Expected(negatives, loss.Negatives),
            loss.Correction == LogQCorrection.Both ? Expected(targets, loss.Negatives) : null, hits, weights);
    }

    private Tensor InBatch(Tensor requests, int[] targets, Tensor? weights)
    {
        float[] expected = LogShares(targets);
        return RankingLosses.InBatchSoftmax(_ranker.Score(requests, Encode(targets)), TensorMemory.FromFloats(expected, expected.Length), Longs(targets), weights);
    }

    // Each row has negatives of its own, none of which its user met.
    private Tensor PerRowLoss(Tensor requests, int[] targets, int[] users, Tensor? weights, ulong step)
    {
        int n = PerRow(_loss);
        if (n == 0) throw new ArgumentException($"The loss {_loss.GetType().Name} is not known to the trainer of rankers.");
        var items = new int[targets.Length * (n + 1)]; // the positives, then n negatives for each row
        targets.CopyTo(items, 0);
        for (int row = 0; row < targets.Length; row++)
        {
            var negatives = items.AsSpan(targets.Length + row * n, n);
            // Who met everything teaches nothing of what is unmet: any item then does.
            if (!_sampler!.DrawRejecting(negatives, Met(users[row]), _seed, step, row)) _sampler.DrawRejecting(negatives, [], _seed, step, row);
        }

        var encoded = EncodeOnce(items); // [B + B · n, E]
        var positive = _ranker.ScorePairs(requests, encoded.narrow(0, 0, targets.Length)); // [B]
        var repeated = n == 1 ? requests : requests.unsqueeze(1).expand(targets.Length, n, requests.shape[1]).reshape(targets.Length * n, requests.shape[1]); // [B, U] → [B · n, U]
        var negative = _ranker.ScorePairs(repeated, encoded.narrow(0, targets.Length, targets.Length * n)).view(targets.Length, n); // [B, n]
        return _loss switch
        {
            BprLoss => RankingLosses.Bpr(positive, negative, weights),
            HingeLoss hinge => RankingLosses.Hinge(positive, negative, hinge.Margin, weights),
            WarpLoss warp => RankingLosses.Warp(positive, negative, warp.Margin, _catalogue.Count, weights),
            _ => RankingLosses.BinaryCrossEntropy(positive, negative, weights),
        };
    }

    private Tensor Encode(int[] items) => _ranker.EncodeItems(_catalogue.Gather(items)); // [N, E]

    // However often an item is there: rows draw their negatives from one catalogue.
    private Tensor EncodeOnce(int[] items)
    {
        var places = new Dictionary<int, int>();
        int[] rows = Array.ConvertAll(items, item =>
        {
            if (!places.TryGetValue(item, out int place)) places.Add(item, place = places.Count);
            return place;
        });
        return Encode([.. places.Keys]).index_select(0, Longs(rows)); // [distinct, E] → [N, E]
    }

    private Tensor Expected(int[] items, int draws)
    {
        float[] expected = LogExpected(items, draws);
        return TensorMemory.FromFloats(expected, expected.Length);
    }

    private float[] LogExpected(int[] items, int draws) => Array.ConvertAll(items, item => (float)_sampler!.LogExpected(item, draws));

    private float[] LogShares(int[] items) => Array.ConvertAll(items, item => (float)Math.Log(_shares[item]));

    private int[] Met(int user)
    {
        if (_met[user] is { } known) return known;
        int[] met = [.. _interactions.Of(user).ToArray().Distinct().Order()];
        return _met[user] = met;
    }

    private static Tensor Longs(int[] values)
    {
        var tensor = empty(values.Length, ScalarType.Int64); // [N]
        var target = TensorMemory.Span<long>(tensor);
        for (int i = 0; i < values.Length; i++) target[i] = values[i];
        return tensor;
    }
}
