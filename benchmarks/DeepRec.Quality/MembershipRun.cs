using System.Globalization;
using MathNet.Numerics.Distributions;

namespace DeepRec.Quality;

/// <summary>
/// How well an attacker tells a model's training rows by their errors (Yeom et al., CSF 2018), against members and others that differ by chance alone: all rows are cut in two halves at random, a model is
/// trained on each, and each half is the members of one and the others of the other. Whatever else the halves differ in counts once for and once against. Rows whose user or item is not in both halves are
/// left out, as vocabularies are not what is hidden.
/// </summary>
internal sealed class MembershipRun
{
    private readonly Dataset _rows;
    private readonly int _splits;
    private readonly Func<double, RecommenderOptions> _optionsOf;

    public MembershipRun(Dataset rows, int splits, Func<double, RecommenderOptions> optionsOf) => (_rows, _splits, _optionsOf) = (rows, splits, optionsOf);

    public void Run(IReadOnlyList<double> epsilons, double delta, CancellationToken cancellationToken)
    {
        Console.WriteLine(FormattableString.Invariant($"{_rows.Count:N0} rows in halves, {_splits} times, both ways"));
        foreach (double epsilon in epsilons)
        {
            double[] areas = [.. Enumerable.Range(1, _splits).Select(seed => AreaOf(epsilon, seed, cancellationToken))];
            double mean = areas.Average(), half = _splits < 2 ? double.NaN : StudentT.InvCDF(0, 1, _splits - 1, 0.975) * Math.Sqrt(areas.Sum(a => (a - mean) * (a - mean)) / (_splits - 1) / _splits);
            string bound = double.IsInfinity(epsilon) ? "1" : FormattableString.Invariant($"{1 / (1 + Math.Exp(-epsilon)):F3}, of a Gaussian {Normal.CDF(0, 1, 1 / (Math.Sqrt(2) * NoiseMultiplier.For(epsilon, delta, 1, 1))):F3}");
            Console.WriteLine(FormattableString.Invariant($"epsilon {epsilon,8}: attack {mean:F4} ± {half:F4}, at most {bound}; by split {string.Join(' ', areas.Select(a => a.ToString("F4", CultureInfo.InvariantCulture)))}"));
        }
    }

    private double AreaOf(double epsilon, int seed, CancellationToken cancellationToken)
    {
        var (first, second) = Split.Random(_rows, 0.5, seed);
        var other = new TrainingSet(second);
        var (left, right) = (Known(first.Rows, second), Known(second, first.Rows));
        var options = _optionsOf(epsilon) with { Trainer = _optionsOf(epsilon).Trainer with { Seed = seed } };
        return (AreaOf(first, left, right, options, cancellationToken) + AreaOf(other, right, left, options, cancellationToken)) / 2;
    }

    private static double AreaOf(TrainingSet training, Dataset members, Dataset others, RecommenderOptions options, CancellationToken cancellationToken)
    {
        using var recommender = Recommender.Train<string, string>(training, options, cancellationToken);
        return PrivacyRun.Area(PrivacyRun.Errors(recommender, members), PrivacyRun.Errors(recommender, others));
    }

    // The rows whose user and item others have too.
    private static Dataset Known(Dataset rows, Dataset others)
    {
        HashSet<string?> users = Values(others, "user"), items = Values(others, "item");
        return rows.Select([.. Enumerable.Range(0, rows.Count).Where(row => users.Contains(rows["user"].TextAt(row)) && items.Contains(rows["item"].TextAt(row)))]);
    }

    private static HashSet<string?> Values(Dataset rows, string column) => [.. Enumerable.Range(0, rows.Count).Select(row => rows[column].TextAt(row))];
}
