using System.Globalization;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using DeepRec.Models;

namespace DeepRec;

/// <summary>Ranks the candidates of each request in blocks of bounded memory and compares with what was relevant. One evaluation, on one thread.</summary>
internal sealed class RankingEvaluator
{
    private readonly RankingTask _task;
    private readonly RankingEvaluationOptions _options;
    private readonly RankingTally _tally;
    private readonly ListTally _lists;
    private readonly SampledTally _sampled = new();
    private int _onlySeen;
    private int _seenRelevant;
    private int _outside;

    private RankingEvaluator(RankingTask task, RankingEvaluationOptions options) =>
        (_task, _options, _tally, _lists) = (task, options, new RankingTally(options, task.Owners), new ListTally(task, options.CutOffs));

    /// <exception cref="ArgumentException">The task does not fit the catalogue, no request has a relevant item, or a score is no finite number.</exception>
    /// <exception cref="OperationCanceledException">The evaluation was cancelled.</exception>
    public static RankingReport Evaluate(ItemScorer scorer, RankingTask task, RankingEvaluationOptions options, CancellationToken cancellationToken = default)
    {
        task.Check(scorer.ItemCount);
        int[] counted = [.. Enumerable.Range(0, task.Requests.Count).Where(request => task.RelevantOf(request).Count > 0)];
        var evaluator = new RankingEvaluator(task, options);
        evaluator.Rank(scorer, counted, cancellationToken);
        if (evaluator._tally.Requests.Count == 0) throw new ArgumentException($"None of {task.Requests.Count} users has a relevant item that may be recommended: there is nothing to measure.", nameof(task));
        return evaluator.Report(scorer.ItemCount, task.Requests.Count - counted.Length);
    }

    private void Rank(ItemScorer scorer, int[] counted, CancellationToken cancellationToken)
    {
        int items = scorer.ItemCount;
        var requests = counted.Length == _task.Requests.Count ? _task.Requests : _task.Requests.Select(counted);
        int block = (int)Math.Clamp(_options.BlockMegabytes * 1024L * 1024 / (sizeof(float) * Math.Max(1L, items)), 1, Math.Max(1, counted.Length));
        var scores = new float[(long)block * items]; // [block, I]
        for (int start = 0; start < counted.Length; start += block)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int count = Math.Min(block, counted.Length - start);
            scorer.Score(requests.Slice(start, count), scores.AsSpan(0, count * items));
            for (int i = 0; i < count; i++) Rank(counted[start + i], scores.AsSpan(i * items, items));
        }
    }

    private void Rank(int request, Span<float> scores)
    {
        if (!TensorPrimitives.IsFiniteAll<float>(scores))
        {
            int item = 0;
            while (float.IsFinite(scores[item])) item++;
            throw new ArgumentException(FormattableString.Invariant($"The model scores item {item} for request {request} as {scores[item]}; a score is a finite number. Its training may have diverged."), nameof(scores));
        }

        if (_task.Negatives is null) RankAll(request, scores);
        else RankSampled(request, scores);
    }

    // Ranks all candidates of the catalogue; writes −∞ over the others.
    private void RankAll(int request, Span<float> scores)
    {
        int candidates = scores.Length - (_options.MaskSeen ? Mask(scores, _task.SeenBy(request)) : 0);
        var relevant = new List<(int Item, double Grade)>();
        foreach (var found in _task.RelevantOf(request))
        {
            if (found.Item >= 0 && float.IsNegativeInfinity(scores[found.Item])) _seenRelevant++;
            else relevant.Add(found);
        }

        if (relevant.Count == 0)
        {
            _onlySeen++;
            return;
        }

        _task.Adjust?.Invoke(request, scores);
        int outside = relevant.Count(found => found.Item < 0);
        _outside += outside;
        _tally.Add(request, Ranked(relevant, scores, scores, candidates), candidates + outside);
        _lists.Add(request, scores);
    }

    // Ranks the relevant items and the negatives.
    private void RankSampled(int request, ReadOnlySpan<float> scores)
    {
        var relevant = _task.RelevantOf(request);
        var taken = relevant.Select(r => r.Item).ToHashSet();
        var candidates = new List<float>(taken.Count);
        foreach (int item in taken.Where(item => item >= 0)) candidates.Add(scores[item]);
        foreach (int item in _task.Negatives!.Of(request))
        {
            if (taken.Add(item)) candidates.Add(scores[item]);
            else _sampled.Dropped++;
        }

        var items = Ranked(relevant, scores, CollectionsMarshal.AsSpan(candidates), candidates.Count);
        int outside = relevant.Count(found => found.Item < 0);
        _outside += outside;
        int seen = _options.MaskSeen ? _task.SeenBy(request).ToArray().Except(relevant.Select(r => r.Item)).Count() : 0;
        _sampled.Add(items, candidates.Count + outside - items.Length, scores.Length + outside - seen);
        _tally.Add(request, items, candidates.Count + outside);
    }

    private RankedItem[] Ranked(List<(int Item, double Grade)> relevant, ReadOnlySpan<float> scores, ReadOnlySpan<float> candidates, int candidateCount)
    {
        var (own, greater, equal) = (new float[relevant.Count], new int[relevant.Count], new int[relevant.Count]);
        for (int i = 0; i < own.Length; i++) own[i] = relevant[i].Item < 0 ? float.NegativeInfinity : scores[relevant[i].Item];
        ScoreCounts.Count(candidates, own, greater, equal);
        var ranked = new RankedItem[own.Length];
        for (int i = 0, behind = candidateCount; i < ranked.Length; i++)
        {
            // What the catalogue does not hold stands behind all that it does, one after the other.
            bool outside = relevant[i].Item < 0;
            ranked[i] = new RankedItem(outside ? behind++ : greater[i], outside ? 0 : equal[i] - 1, RankingFormulas.GainOf(relevant[i].Grade, _options.Gain));
        }

        return ranked;
    }

    private RankingReport Report(int items, int withoutRelevant)
    {
        bool sampled = _task.Negatives is not null;
        string number = _sampled.Fewest == _sampled.Most ? $"{_sampled.Most}" : $"{_sampled.Fewest}–{_sampled.Most}", suffix = sampled ? $" (sampled {_sampled.Most})" : "";
        return new RankingReport
        {
            Protocol = sampled ? string.Create(CultureInfo.InvariantCulture, $"sampled: {number} fixed negatives a user of {items:N0} items, not a full ranking")
                : string.Create(CultureInfo.InvariantCulture, $"full ranking over {items:N0} items, {(_options.MaskSeen ? "seen items masked" : "seen items are candidates too")}{_task.Asked}"),
            MetricSuffix = suffix,
            Metrics = _tally.Expected,
            Lowest = _tally.Lowest,
            Highest = _tally.Highest,
            Mrr = _tally.Mrr,
            Auc = double.IsNaN(_tally.Auc) ? null : _tally.Auc,
            Lists = sampled ? [] : _lists.Metrics(),
            Corrected = sampled ? _sampled.Estimates(_options.CutOffs) : [],
            Users = _tally.Users,
            UsersWithoutRelevantItems = withoutRelevant,
            UsersWithOnlySeenItems = _onlySeen,
            SeenRelevantItems = _seenRelevant,
            RelevantItemsOutside = _outside,
            DroppedNegatives = _sampled.Dropped,
            UsersWithoutAuc = _tally.UsersWithoutAuc,
            TiedUsers = _tally.TiedUsers,
            CollapseOverlap = _options.CollapseOverlap,
            CountedRequests = [.. _tally.Requests],
            ListedItems = _lists.Items,
            AllUserValues = _tally.UserValues(suffix),
        };
    }

    private static int Mask(Span<float> scores, ReadOnlySpan<int> items)
    {
        int masked = 0;
        foreach (int item in items)
        {
            if (float.IsNegativeInfinity(scores[item])) continue;
            scores[item] = float.NegativeInfinity;
            masked++;
        }

        return masked;
    }
}
