namespace DeepRec.Quality;

/// <summary>Two models' squared errors on the same rows: the difference of their RMSE, and how far chance alone moves it.</summary>
internal static class PairedErrors
{
    private const int Resamples = 10_000;

    /// <summary>
    /// RMSE of the second less that of the first, with a percentile interval of 95 % (Efron 1979): users are drawn with replacement, with all their rows, the same
    /// ones for both models.
    /// </summary>
    /// <param name="users">The user of each row.</param>
    /// <param name="first">Squared errors, shape [rows].</param>
    /// <param name="second">Squared errors of the other model, shape [rows].</param>
    /// <param name="seed">Governs the draws.</param>
    public static (double Difference, double Lower, double Upper) Compare(IReadOnlyList<string> users, double[] first, double[] second, int seed)
    {
        var byUser = Enumerable.Range(0, users.Count).GroupBy(row => users[row], StringComparer.Ordinal).OrderBy(user => user.Key, StringComparer.Ordinal)
            .Select(user => (Rows: user.Count(), First: user.Sum(row => first[row]), Second: user.Sum(row => second[row]))).ToArray();
        var random = new Random(seed);
        var drawn = new double[Resamples];
        for (int resample = 0; resample < Resamples; resample++)
        {
            var (rows, a, b) = (0, 0.0, 0.0);
            for (int i = 0; i < byUser.Length; i++)
            {
                var user = byUser[random.Next(byUser.Length)];
                (rows, a, b) = (rows + user.Rows, a + user.First, b + user.Second);
            }

            drawn[resample] = Math.Sqrt(b / rows) - Math.Sqrt(a / rows);
        }

        Array.Sort(drawn);
        return (Math.Sqrt(second.Average()) - Math.Sqrt(first.Average()), drawn[(int)(0.025 * Resamples)], drawn[(int)(0.975 * Resamples) - 1]);
    }
}
