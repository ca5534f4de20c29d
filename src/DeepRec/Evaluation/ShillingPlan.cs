using MathNet.Numerics.Statistics;

namespace DeepRec;

/// <summary>Makes up profiles, one by one.</summary>
internal sealed class ShillingPlan
{
    private readonly RatedProfiles _known;
    private readonly ShillingOptions _options;
    private readonly int _target;
    private readonly int[] _others; // drawn from by partial shuffling
    private readonly int[] _popular;
    private readonly int[] _rowOf; // a row of each item
    private readonly (double Mean, double Deviation)[] _around; // each item's ratings, or all

    public ShillingPlan(RatedProfiles known, ShillingOptions options, int target)
    {
        (_known, _options, _target) = (known, options, target);
        var (mean, deviation) = Spread(known.Rows.Select(row => known.Labels[row]));
        _rowOf = new int[known.Items.Values.Count];
        _around = new (double, double)[_rowOf.Length];
        Array.Fill(_around, (mean, deviation));
        foreach (var item in known.Rows.GroupBy(row => known.Items.Codes[row]))
        {
            _rowOf[item.Key] = item.First();
            if (options.Kind != ShillingKind.Average) continue;
            var (own, spread) = Spread(item.Select(row => known.Labels[row]));
            _around[item.Key] = (own, item.Count() > 1 ? spread : deviation);
        }

        _popular = options.Kind != ShillingKind.Bandwagon ? [] :
            [.. known.ItemCodes.Where(code => code != target).OrderByDescending(code => known.ItemCounts[code]).Take((int)Math.Round(options.PopularSize * known.ItemCodes.Length))];
        _others = [.. known.ItemCodes.Where(code => code != target).Except(_popular)];
    }

    /// <summary>A row of each item that the profile rates, and the rating: the target first.</summary>
    public List<(int Row, float Label)> Profile(ref SeededRandom random)
    {
        float high = _known.Levels[^1], low = _known.Levels[0], wanted = _options.Push ? high : low;
        var profile = new List<(int Row, float Label)> { (_rowOf[_target], wanted) };
        foreach (int item in _popular) profile.Add((_rowOf[item], high));
        int fillers = Math.Clamp((int)Math.Round(_options.FillerSize * _known.ItemCodes.Length), 1, _others.Length);
        for (int i = 0; i < fillers; i++)
        {
            int drawn = i + random.NextInt(_others.Length - i);
            (_others[i], _others[drawn]) = (_others[drawn], _others[i]);
            var (mean, deviation) = _around[_others[i]];
            float label = _options.Kind == ShillingKind.LoveHate ? (_options.Push ? low : high) : Nearest(mean + (deviation * random.NextGaussian()));
            profile.Add((_rowOf[_others[i]], label));
        }

        return profile;
    }

    private float Nearest(double value) => _known.Levels.MinBy(level => Math.Abs(level - value));

    private static (double Mean, double Deviation) Spread(IEnumerable<float> labels)
    {
        var (mean, deviation) = labels.Select(label => (double)label).MeanStandardDeviation();
        return (mean, double.IsNaN(deviation) ? 0 : deviation);
    }
}
