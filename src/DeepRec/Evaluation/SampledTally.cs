namespace DeepRec;

/// <summary>Gathers ranks among sampled negatives for the corrected estimate. Not for several threads.</summary>
internal sealed class SampledTally
{
    // How many users had this many negatives, of which so many scored above, so many equal to the relevant item.
    private readonly Dictionary<(int Negatives, int Above, int Equal), int> _ranks = [];
    private bool _oneEach = true;
    private long _candidates;
    private int _users;

    /// <summary>Negatives left out because they are relevant or stand twice.</summary>
    public int Dropped { get; set; }

    /// <summary>The most negatives that a user had.</summary>
    public int Most { get; private set; }

    /// <summary>The fewest negatives that a user had.</summary>
    public int Fewest { get; private set; } = int.MaxValue;

    /// <param name="items">A user's relevant items.</param>
    /// <param name="negatives">How many negatives there are.</param>
    /// <param name="candidates">How many items a full ranking would have.</param>
    public void Add(ReadOnlySpan<RankedItem> items, int negatives, int candidates)
    {
        (Most, Fewest) = (Math.Max(Most, negatives), Math.Min(Fewest, negatives));
        _oneEach &= items.Length == 1 && negatives > 0 && candidates > 1;
        _candidates += candidates;
        _users++;
        if (!_oneEach) return;
        var key = (negatives, items[0].Greater, items[0].Equal);
        _ranks[key] = _ranks.GetValueOrDefault(key) + 1;
    }

    /// <summary>The estimates at each cut-off, for the mean number of candidates; none where a user has more than one relevant item, for which there is no estimator.</summary>
    public IReadOnlyList<SampledEstimate> Estimates(IReadOnlyList<int> cutOffs)
    {
        if (!_oneEach || _users == 0) return [];
        int candidates = (int)Math.Round((double)_candidates / _users);
        var corrections = _ranks.Keys.Select(key => key.Negatives).Distinct().ToDictionary(n => n, n => new SampledCorrection(candidates, n));
        return [.. cutOffs.Select(k => new SampledEstimate(k, Mean(_ => 1, k), Mean(rank => 1 / Math.Log2(rank + 1.0), k), Mean(rank => 1.0 / rank, k)))];

        double Mean(Func<int, double> metric, int cutOff)
        {
            var values = corrections.ToDictionary(c => c.Key, c => c.Value.Of(metric, cutOff));
            double sum = 0;
            foreach (var ((negatives, above, equal), users) in _ranks.OrderBy(r => r.Key))
            {
                // Each place among the tied is equally likely.
                sum += users * values[negatives].AsSpan(above, equal + 1).ToArray().Average();
            }

            return sum / _users;
        }
    }
}
