namespace DeepRec;

/// <summary>Shares of exposure, and means of metrics over all users and over each group, of users who are drawn.</summary>
/// <param name="exposure">Each user's attention to each group of items. Shape [U × item groups].</param>
/// <param name="itemGroups">How many groups of items there are.</param>
/// <param name="metrics">Each of shape [U]; NaN for a user who does not count.</param>
/// <param name="codes">The group of each user. Shape [U], or empty.</param>
/// <param name="userGroups">How many groups of users there are.</param>
internal sealed class GroupMeans(double[] exposure, int itemGroups, double[][] metrics, int[] codes, int userGroups)
{
    /// <summary>Shape [item groups + (1 + user groups) × metrics]; NaN for a mean over nobody.</summary>
    public double[] Of(int[] users)
    {
        var values = new double[itemGroups + ((1 + userGroups) * metrics.Length)];
        Fill(users, values);
        return values;
    }

    /// <summary>Fills what <see cref="Of"/> gives.</summary>
    public void Fill(int[] users, double[] values)
    {
        Array.Clear(values);
        double all = 0;
        foreach (int user in users)
        {
            for (int g = 0; g < itemGroups; g++)
            {
                values[g] += exposure[(user * itemGroups) + g];
                all += exposure[(user * itemGroups) + g];
            }
        }

        for (int g = 0; g < itemGroups && all > 0; g++) values[g] /= all;
        Span<int> counts = stackalloc int[1 + userGroups];
        for (int m = 0; m < metrics.Length; m++)
        {
            counts.Clear();
            double[] own = metrics[m];
            foreach (int user in users)
            {
                if (double.IsNaN(own[user])) continue;
                values[itemGroups + m] += own[user];
                counts[0]++;
                if (userGroups == 0) continue;
                values[itemGroups + ((codes[user] + 1) * metrics.Length) + m] += own[user];
                counts[codes[user] + 1]++;
            }

            for (int group = 0; group <= userGroups; group++) values[itemGroups + (group * metrics.Length) + m] /= counts[group]; // NaN for nobody
        }
    }

    /// <summary>A metric's mean over one group; NaN over nobody.</summary>
    public double MeanOf(int[] users, int group, int metric)
    {
        double sum = 0;
        int count = 0;
        foreach (int user in users)
        {
            if (codes[user] != group || double.IsNaN(metrics[metric][user])) continue;
            sum += metrics[metric][user];
            count++;
        }

        return sum / count;
    }
}
