namespace DeepRec;

/// <summary>Measures the fairness of lists that are given, one for each of U users.</summary>
/// <param name="Lists">Best first, −1 behind the end. Shape [U × k].</param>
/// <param name="CutOff">k.</param>
/// <param name="Groups">The groups of items; or none.</param>
/// <param name="Merits">What attention each item deserves, up to a factor. Shape [I].</param>
/// <param name="ItemCounts">Training interactions of each item. Shape [I].</param>
/// <param name="Metrics">Names and each user's values of what is known already, such as NDCG. Each of shape [U].</param>
/// <param name="Histories">What each user met, U lists.</param>
internal sealed record FairnessMeasures(
    int[] Lists, int CutOff, ItemGroups? Groups, double[] Merits, int[] ItemCounts, IReadOnlyList<(string Name, double[] Values)> Metrics, ItemLists Histories)
{
    /// <summary>The group of each user. Shape [U].</summary>
    public string[]? UserGroups { get; init; }

    /// <summary>Measures.</summary>
    public FairnessReport Report(FairnessOptions options, string protocol)
    {
        int users = Metrics[0].Values.Length, groups = Groups?.Names.Count ?? 0;
        var exposure = new double[users * groups]; // [U, groups]
        for (int user = 0; user < users && Groups is not null; user++) FairnessFormulas.AddExposure(ListOf(user), Groups, exposure.AsSpan(user * groups, groups));
        bool[] tail = FairnessFormulas.LongTail(ItemCounts, options.HeadShare);
        (string Name, double[] Values)[] metrics = [.. Metrics, .. ListMetricsOf(users, tail)];
        string[] names = UserGroups is null ? [] : [.. UserGroups.Distinct().Order(StringComparer.Ordinal)];
        int[] codes = UserGroups is null ? [] : Array.ConvertAll(UserGroups, name => Array.IndexOf(names, name));
        var sums = new GroupMeans(exposure, groups, [.. metrics.Select(metric => metric.Values)], codes, names.Length);
        var values = sums.Of([.. Enumerable.Range(0, users)]);
        var intervals = Significance.Bootstrap(users, values.Length, sums.Fill, options.Resamples, options.Confidence, options.Seed);
        double[] deserved = Groups is null ? [] : TargetShares(Groups, Merits, options.Target);
        double[] sizes = Groups?.Sum([.. Enumerable.Repeat(1.0, ItemCounts.Length)]) ?? [];
        return new FairnessReport
        {
            Protocol = protocol,
            CutOff = CutOff,
            Confidence = options.Confidence,
            Target = options.Target,
            Exposure = [.. Enumerable.Range(0, groups).Select(g => new ExposureShare(Groups!.Names[g], sizes[g], values[g], intervals[g].Lower, intervals[g].Upper, deserved[g])).OrderBy(share => share.Gap)],
            ItemUnfairness = FairnessFormulas.Unfairness(AttentionOfItems(users), Merits),
            AllUsers = GroupOf("", users, 0),
            UserGroups = [.. names.Select((name, g) => GroupOf(name, codes.Count(code => code == g), g + 1))],
            Gaps = names.Length < 2 ? [] : [.. metrics.Select((metric, m) => GapOf(metric.Name, m)).OfType<GroupGap>()],
            LongTailCoverage = tail.Any(one => one) ? Lists.Where(item => item >= 0 && tail[item]).Distinct().Count() / (double)tail.Count(one => one) : 0,
        };

        UserGroup GroupOf(string name, int count, int group) => new(name, count, [.. metrics.Select((metric, m) => new ComparedValue(metric.Name, At(values, group, m), LowerOf(group, m), UpperOf(group, m)))]);
        GroupGap? GapOf(string name, int m)
        {
            int[] known = [.. Enumerable.Range(0, names.Length).Where(g => !double.IsNaN(At(values, g + 1, m)))];
            if (known.Length < 2) return null;
            int low = known.MinBy(g => At(values, g + 1, m)), high = known.MaxBy(g => At(values, g + 1, m));
            var spread = Significance.Bootstrap(users, 1, (drawn, filled) => filled[0] = sums.MeanOf(drawn, high, m) - sums.MeanOf(drawn, low, m), options.Resamples, options.Confidence, options.Seed)[0];
            return new GroupGap(name, names[low], At(values, low + 1, m), names[high], At(values, high + 1, m), spread.Lower, spread.Upper);
        }

        double At(double[] all, int group, int metric) => all[groups + (group * metrics.Length) + metric];
        double LowerOf(int group, int metric) => intervals[groups + (group * metrics.Length) + metric].Lower;
        double UpperOf(int group, int metric) => intervals[groups + (group * metrics.Length) + metric].Upper;
    }

    /// <summary>The share of exposure that each group deserves. Shape [groups].</summary>
    public static double[] TargetShares(ItemGroups groups, double[] merits, ExposureTarget target)
    {
        if (target == ExposureTarget.Equal) return [.. groups.Names.Select(_ => 1.0 / groups.Names.Count)];
        double[] sums = groups.Sum(merits);
        double all = sums.Sum();
        return Array.ConvertAll(sums, sum => all > 0 ? sum / all : 0);
    }

    private ReadOnlySpan<int> ListOf(int user)
    {
        var list = Lists.AsSpan(user * CutOff, CutOff);
        int end = list.IndexOf(-1);
        return end < 0 ? list : list[..end];
    }

    // What a list says without its user's wishes; NaN where it has nothing to say.
    private IEnumerable<(string Name, double[] Values)> ListMetricsOf(int users, bool[] tail)
    {
        double[] miscalibration = new double[users], popularity = new double[users], shares = new double[users];
        for (int user = 0; user < users; user++)
        {
            var list = ListOf(user);
            double met = 0, rare = 0;
            foreach (int item in list) (met, rare) = (met + ItemCounts[item], rare + (tail[item] ? 1 : 0));
            (popularity[user], shares[user]) = (met / list.Length, rare / list.Length);
            var history = Histories.Of(user);
            miscalibration[user] = Groups is null || history.Length == 0 || list.Length == 0 ? double.NaN : FairnessFormulas.Miscalibration(Groups.Shares(history), Groups.Shares(list));
        }

        if (Groups is not null) yield return ("Miscalibration", miscalibration);
        yield return ("Popularity", popularity);
        yield return ("Long tail", shares);
    }

    private double[] AttentionOfItems(int users)
    {
        var attention = new double[ItemCounts.Length];
        for (int user = 0; user < users; user++)
        {
            var list = ListOf(user);
            for (int i = 0; i < list.Length; i++) attention[list[i]] += FairnessFormulas.Attention(i + 1);
        }

        return attention;
    }
}
