using System.Diagnostics;

namespace DeepRec.Quality;

/// <summary>Prequential evaluation of ratings: each day's are predicted by a recommender left as it was and by one that has learned from the days before, and only then learned from.</summary>
internal sealed class OnlineRatingRun(OnlineRows rows, UpdateOptions update)
{
    public void Run(int seeds, CancellationToken cancellationToken)
    {
        Errors days = new(), old = new();
        for (int seed = 0; seed < seeds; seed++) Run(update with { Seed = update.Seed + seed }, days, old, cancellationToken);
        Console.WriteLine($"RMSE of the days: {days}");
        Console.WriteLine($"forgetting: RMSE of the newest {OnlineRows.HeldShare:P0} of the rows of old users: {old}");
    }

    private void Run(UpdateOptions daily, Errors days, Errors old, CancellationToken cancellationToken)
    {
        var options = RecommenderOptions.Recommended with { KeepOptimizerState = daily.KeepOptimizerState, Trainer = RecommenderOptions.Recommended.Trainer with { Seed = daily.Seed } };
        using var frozen = Recommender.Train<string, string>(new TrainingSet(rows.First), options, cancellationToken);
        Console.WriteLine(FormattableString.Invariant($"seed {daily.Seed}: {rows.First.Count:N0} rows of {frozen.UserCount:N0} users and {frozen.ItemCount:N0} items at first, then {rows.Days.Count} days of {rows.Days.Sum(day => day.Count):N0} rows"));
        var current = frozen;
        double seconds = 0;
        foreach (var day in rows.Days)
        {
            days.Add(day, frozen.Predict(day), current.Predict(day));
            long began = Stopwatch.GetTimestamp();
            var next = current.Update(day, daily, cancellationToken);
            seconds += Stopwatch.GetElapsedTime(began).TotalSeconds;
            if (current != frozen) current.Dispose();
            current = next;
        }

        Console.WriteLine(FormattableString.Invariant($"  {seconds / rows.Days.Count:F2} s an update"));
        old.Add(rows.Held, frozen.Predict(rows.Held), current.Predict(rows.Held));
        if (current != frozen) current.Dispose();
    }

    /// <summary>Squared errors of both on the same rows.</summary>
    private sealed class Errors
    {
        private readonly List<string> _users = [];
        private readonly List<double> _left = [], _updated = [];

        public void Add(Dataset rows, float[] left, float[] updated)
        {
            var users = rows.Column<CategoryColumn>("user");
            var labels = rows.Column<NumberColumn>(rows.Schema.Label!.Name).Values;
            for (int row = 0; row < rows.Count; row++)
            {
                _users.Add(users.TextAt(row)!);
                _left.Add(Math.Pow(left[row] - labels[row], 2));
                _updated.Add(Math.Pow(updated[row] - labels[row], 2));
            }
        }

        public override string ToString()
        {
            var (difference, lower, upper) = PairedErrors.Compare(_users, [.. _left], [.. _updated], seed: 42);
            return FormattableString.Invariant($"{Math.Sqrt(_left.Average()):F4} left, {Math.Sqrt(_updated.Average()):F4} updated, {difference:+0.0000;-0.0000} [{lower:+0.0000;-0.0000}, {upper:+0.0000;-0.0000}], {_users.Count:N0} rows of {_users.Distinct().Count():N0} users");
        }
    }
}
