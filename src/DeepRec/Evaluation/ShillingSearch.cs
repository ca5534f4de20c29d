namespace DeepRec;

/// <summary>Finds attacked items one after the other; those who attacked one are out of the search for the next.</summary>
internal sealed class ShillingSearch
{
    private readonly RatedProfiles _known;
    private readonly HashSet<int> _users; // left in the search
    private readonly HashSet<int> _candidates;

    public ShillingSearch(RatedProfiles known, double candidateShare)
    {
        _known = known;
        var (sums, counts) = (new double[known.Users.Values.Count], new int[known.Users.Values.Count]);
        foreach (int row in known.Rows)
        {
            sums[known.Users.Codes[row]] += Math.Log(known.ItemCounts[known.Items.Codes[row]]);
            counts[known.Users.Codes[row]]++;
        }

        _users = [.. known.UserCodes];
        _candidates = [.. known.UserCodes.OrderBy(user => sums[user] / counts[user]).Take((int)(candidateShare * known.UserCodes.Length))];
    }

    /// <summary>The item and extreme whose excess is the greatest; <see langword="null"/> where none reaches the least.</summary>
    public ShillingFinding? Strongest(double least)
    {
        int items = _known.Items.Values.Count;
        if (_candidates.Count == 0 || _known.Levels.Length < 2) return null;
        var (best, bestItem, bestPush) = (0.0, -1, true);
        foreach (bool push in new[] { true, false })
        {
            var (among, all) = (new int[items], new int[items]);
            foreach (int row in Extremes(push))
            {
                all[_known.Items.Codes[row]]++;
                if (_candidates.Contains(_known.Users.Codes[row])) among[_known.Items.Codes[row]]++;
            }

            for (int item = 0; item < items; item++)
            {
                double share = all[item] / (double)_users.Count, spread = Math.Sqrt(_candidates.Count * share * (1 - share));
                double excess = spread > 0 ? (among[item] - (_candidates.Count * share)) / spread : 0;
                if (excess > best) (best, bestItem, bestPush) = (excess, item, push);
            }
        }

        if (best < least) return null;
        int[] flagged = [.. Extremes(bestPush).Where(row => _known.Items.Codes[row] == bestItem).Select(row => _known.Users.Codes[row]).Where(_candidates.Contains).Distinct()];
        foreach (int user in flagged)
        {
            _users.Remove(user);
            _candidates.Remove(user);
        }

        return new ShillingFinding(_known.Items.Values[bestItem], bestPush, [.. flagged.Select(user => _known.Users.Values[user])], best);
    }

    private IEnumerable<int> Extremes(bool push)
    {
        float wanted = push ? _known.Levels[^1] : _known.Levels[0];
        return _known.Rows.Where(row => _known.Labels[row] == wanted && _users.Contains(_known.Users.Codes[row]));
    }
}
