using System.Diagnostics;
using DeepRec.Models;

namespace DeepRec.Quality;

/// <summary>Prequential evaluation: each day's rows are ranked by a recommender left as it was and by one that has learned from the days before, and only then learned from.</summary>
internal sealed class OnlineRun
{
    private const string Metric = "NDCG@10";
    private const int Planted = 30; // users who meet the planted item
    private static readonly RankingEvaluationOptions Evaluation = new() { CutOffs = [10] };
    private readonly UpdateOptions _update;
    private readonly int _firstEpochs;
    private readonly RankingModelOptions _model;
    private readonly Dataset _first;
    private readonly Dataset _held; // the newest row of each user of the first part
    private readonly IReadOnlyList<Dataset> _days;

    /// <summary>The models by name.</summary>
    public static IReadOnlyDictionary<string, RankingModelOptions> Models { get; } = new Dictionary<string, RankingModelOptions>
    {
        ["softmax-ranker"] = new SoftmaxRankerOptions(),
        ["sasrec"] = new SasRecOptions(),
        ["ease"] = new EaseOptions { Regularization = 200 },
        ["popularity"] = new PopularityOptions(),
    };

    public OnlineRun(string path, string model, double from, double until, int firstEpochs, UpdateOptions update)
    {
        (_update, _firstEpochs) = (update, firstEpochs);
        _model = Models.TryGetValue(model, out var options) ? options : throw new ArgumentException($"There is no model '{model}'. There are {string.Join(", ", Models.Keys)}.");
        var data = MovieLensLayout.ReadRows(path);
        long[] ticks = data.Column<DateTimeColumn>("at").Ticks.ToArray();
        int[] order = [.. Enumerable.Range(0, data.Count).OrderBy(row => ticks[row])];
        int start = (int)(order.Length * from), end = (int)(order.Length * until);
        var (train, held) = Split.LeaveOneOut(data.Select(order.AsSpan(0, start)));
        (_first, _held) = (train.Rows, held);
        _days = [.. order[start..end].GroupBy(row => ticks[row] / TimeSpan.TicksPerDay).Select(day => data.Select([.. day]))];
    }

    public void Run(CancellationToken cancellationToken)
    {
        var options = new RankingOptions { Model = _model, KeepOptimizerState = _update.KeepOptimizerState };
        var frozen = Recommender.TrainRanking<string, string>(new TrainingSet(_first), options with { Trainer = options.Trainer with { Epochs = _firstEpochs } }, cancellationToken);
        Console.WriteLine(FormattableString.Invariant($"{_model.GetType().Name}: {_first.Count:N0} rows of {frozen.UserCount:N0} users and {frozen.ItemCount:N0} items at first, then {_days.Count} days of {_days.Sum(day => day.Count):N0} rows"));
        var current = frozen;
        var past = _first.Select([]);
        var differences = new PairedUsers();
        double seconds = 0;
        foreach (var day in _days)
        {
            var (known, wanted) = Halves(day);
            var (still, learning) = (frozen.Evaluate(wanted, Evaluation, past.Concat(known), cancellationToken), current.Evaluate(wanted, Evaluation, known, cancellationToken));
            differences.Add(UsersOf(wanted), still.UserValues(Metric), learning.UserValues(Metric));
            long began = Stopwatch.GetTimestamp();
            var next = current.Update(day, _update, cancellationToken);
            seconds += Stopwatch.GetElapsedTime(began).TotalSeconds;
            if (current != frozen) current.Dispose();
            current = next;
            past = past.Concat(day);
            Console.WriteLine(FormattableString.Invariant($"  {day.Count,5} rows  {Metric} {still.Value(Metric):F4} left, {learning.Value(Metric):F4} updated; {current.LastUpdate!.NewUsers,3} users and {current.LastUpdate.NewItems,3} items new, drift {current.LastUpdate.ItemDrift:F3}, loss {current.LastUpdate.LossBefore:F3} to {current.LastUpdate.LossAfter:F3}"));
        }

        Console.WriteLine(FormattableString.Invariant($"{Metric} over user-days: {differences}; {seconds / _days.Count:F2} s an update"));
        Forgetting(frozen, current, cancellationToken);
        Plant(current, cancellationToken);
        current.Dispose();
        frozen.Dispose();
    }

    // The earlier half of each user's rows of a day, which a store of events would know, and the later one.
    private static (Dataset Known, Dataset Wanted) Halves(Dataset day)
    {
        var users = day.Column<CategoryColumn>("user");
        var places = Enumerable.Range(0, day.Count).GroupBy(row => users.TextAt(row)!).SelectMany(rows => rows.Select((row, i) => (Row: row, IsKnown: i < rows.Count() / 2))).ToLookup(place => place.IsKnown, place => place.Row);
        return (day.Select([.. places[true].Order()]), day.Select([.. places[false].Order()]));
    }

    // Users of the first part who did nothing later, so that both know the same of them: what was held out of their rows.
    private void Forgetting(RankingRecommender<string, string> frozen, RankingRecommender<string, string> current, CancellationToken cancellationToken)
    {
        var later = _days.SelectMany(UsersOf).ToHashSet();
        var users = _held.Column<CategoryColumn>("user");
        var rows = _held.Select([.. Enumerable.Range(0, _held.Count).Where(row => !later.Contains(users.TextAt(row)!))]);
        var differences = new PairedUsers();
        differences.Add(UsersOf(rows), frozen.Evaluate(rows, Evaluation, null, cancellationToken).UserValues(Metric), current.Evaluate(rows, Evaluation, null, cancellationToken).UserValues(Metric));
        Console.WriteLine($"forgetting: {Metric} of the held-out rows of old users: {differences}");
    }

    // Users who met an item of middling popularity meet a new one; others who met that item are asked.
    private void Plant(RankingRecommender<string, string> current, CancellationToken cancellationToken)
    {
        var all = _first.Concat(_days);
        var (users, items) = (all.Column<CategoryColumn>("user"), all.Column<CategoryColumn>("item"));
        var byItem = Enumerable.Range(0, all.Count).GroupBy(row => items.TextAt(row)!, row => users.TextAt(row)!).Where(group => group.Count() >= 4 * Planted).OrderBy(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal).First();
        string[] fans = [.. byItem.Distinct().Order(StringComparer.Ordinal)];
        var last = new DateTimeOffset(all.Column<DateTimeColumn>("at").Ticks.ToArray().Max(), TimeSpan.Zero);
        var met = Dataset.From(fans.Take(Planted).Select((user, i) => new PlantedRow(user, "planted", last.AddMinutes(i + 1))));
        string[] asked = fans[Planted..], others = [.. Enumerable.Range(0, users.Values.Count).Select(code => users.Values[code]).Except(fans).Order(StringComparer.Ordinal)];
        foreach (double factor in new[] { _update.LearningRateFactor, 1 }.Distinct())
        {
            using var updated = current.Update(met, _update with { LearningRateFactor = factor }, cancellationToken);
            Console.WriteLine(FormattableString.Invariant($"a planted item, met by {Planted} of the {fans.Length} who met item {byItem.Key}: after one update at {factor} of the learning rate in {Share(updated, asked, 10):P1} of the first 10 and {Share(updated, asked, 50):P1} of the first 50 of the other {asked.Length}, and in {Share(updated, others, 10):P1} and {Share(updated, others, 50):P1} of those of {others.Length} who did not; before in none"));
        }
    }

    private static double Share(RankingRecommender<string, string> recommender, string[] users, int count) =>
        recommender.RecommendBatch(users, count).Average(list => list.Any(found => found.Item == "planted") ? 1.0 : 0);

    // In the order of their first rows, as an evaluation asks for them.
    private static string[] UsersOf(Dataset rows)
    {
        var users = rows.Column<CategoryColumn>("user");
        return [.. Enumerable.Range(0, rows.Count).Select(row => users.TextAt(row)!).Distinct()];
    }

    private sealed record PlantedRow([property: User] string user, [property: Item] string item, [property: Timestamp] DateTimeOffset at);
}
