using System.Diagnostics;
using DeepRec.Models;

namespace DeepRec.Quality;

/// <summary>Prequential evaluation: each day's rows are ranked by a recommender left as it was and by one that has learned from the days before, and only then learned from.</summary>
internal sealed class OnlineRun
{
    private const string Metric = "NDCG@10";
    private const double HeldShare = 0.2; // of an old user's rows
    private static readonly RankingEvaluationOptions Evaluation = new() { CutOffs = [10] };
    private readonly UpdateOptions _update;
    private readonly int _firstEpochs;
    private readonly RankingModelOptions _model;
    private readonly Dataset _first;
    private readonly Dataset _held; // the newest rows of those users of the first part who did nothing later
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
        var first = data.Select(order.AsSpan(0, start));
        var users = first.Column<CategoryColumn>("user");
        var later = UsersOf(data.Select(order.AsSpan(start..end))).ToHashSet();
        var rows = Enumerable.Range(0, first.Count).ToLookup(row => later.Contains(users.TextAt(row)!));
        var (known, held) = Split.ByUserTime(first.Select([.. rows[false]]), HeldShare);
        (_first, _held) = (first.Select([.. rows[true]]).Concat(known.Rows), held);
        _days = [.. order[start..end].GroupBy(row => ticks[row] / TimeSpan.TicksPerDay).Select(day => data.Select([.. day]))];
    }

    /// <summary>Goes through all days once for each seed; users are the same, so that their values are averaged over seeds.</summary>
    public void Run(int seeds, CancellationToken cancellationToken)
    {
        PairedUsers days = new(), old = new();
        var planted = new PlantedItem(_first.Concat(_days));
        for (int seed = 0; seed < seeds; seed++) Run(_update with { Seed = _update.Seed + seed }, days, old, planted, cancellationToken);
        Console.WriteLine($"{Metric} over user-days: {days}");
        Console.WriteLine($"forgetting: {Metric} of the newest {HeldShare:P0} of the rows of old users: {old}");
        planted.Print();
    }

    private void Run(UpdateOptions update, PairedUsers days, PairedUsers old, PlantedItem planted, CancellationToken cancellationToken)
    {
        var options = new RankingOptions { Model = _model, KeepOptimizerState = update.KeepOptimizerState };
        options = options with { Trainer = options.Trainer with { Epochs = _firstEpochs, Seed = update.Seed } };
        using var frozen = Recommender.TrainRanking<string, string>(new TrainingSet(_first), options, cancellationToken);
        Console.WriteLine(FormattableString.Invariant($"{_model.GetType().Name}, seed {update.Seed}: {_first.Count:N0} rows of {frozen.UserCount:N0} users and {frozen.ItemCount:N0} items at first, then {_days.Count} days of {_days.Sum(day => day.Count):N0} rows"));
        var current = frozen;
        var past = _first.Select([]);
        double seconds = 0;
        foreach (var day in _days)
        {
            var (known, wanted) = Halves(day);
            var (still, learning) = (frozen.Evaluate(wanted, Evaluation, past.Concat(known), cancellationToken), current.Evaluate(wanted, Evaluation, known, cancellationToken));
            days.Add(UsersOf(wanted), still.UserValues(Metric), learning.UserValues(Metric));
            long began = Stopwatch.GetTimestamp();
            var next = current.Update(day, update, cancellationToken);
            seconds += Stopwatch.GetElapsedTime(began).TotalSeconds;
            if (current != frozen) current.Dispose();
            current = next;
            past = past.Concat(day);
            Console.WriteLine(FormattableString.Invariant($"  {day.Count,5} rows  {Metric} {still.Value(Metric):F4} left, {learning.Value(Metric):F4} updated; {current.LastUpdate!.NewUsers,3} users and {current.LastUpdate.NewItems,3} items new, drift {current.LastUpdate.ItemDrift:F3}, loss {current.LastUpdate.LossBefore:F3} to {current.LastUpdate.LossAfter:F3}"));
        }

        Console.WriteLine(FormattableString.Invariant($"  {seconds / _days.Count:F2} s an update"));
        old.Add(UsersOf(_held), frozen.Evaluate(_held, Evaluation, null, cancellationToken).UserValues(Metric), current.Evaluate(_held, Evaluation, null, cancellationToken).UserValues(Metric));
        planted.Ask(current, update, options, cancellationToken);
        if (current != frozen) current.Dispose();
    }

    // The earlier half of each user's rows of a day, which a store of events would know, and the later one.
    private static (Dataset Known, Dataset Wanted) Halves(Dataset day)
    {
        var users = day.Column<CategoryColumn>("user");
        var places = Enumerable.Range(0, day.Count).GroupBy(row => users.TextAt(row)!).SelectMany(rows => rows.Select((row, i) => (Row: row, IsKnown: i < rows.Count() / 2))).ToLookup(place => place.IsKnown, place => place.Row);
        return (day.Select([.. places[true].Order()]), day.Select([.. places[false].Order()]));
    }

    // In the order of their first rows, as an evaluation asks for them.
    private static string[] UsersOf(Dataset rows)
    {
        var users = rows.Column<CategoryColumn>("user");
        return [.. Enumerable.Range(0, rows.Count).Select(row => users.TextAt(row)!).Distinct()];
    }
}
