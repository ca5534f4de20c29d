using System.Diagnostics;
using DeepRec.Models;

namespace DeepRec.Quality;

/// <summary>Prequential evaluation: each day's rows are ranked by a recommender left as it was and by one that has learned from the days before, and only then learned from.</summary>
internal sealed class OnlineRun
{
    private const string Metric = "NDCG@10";
    private static readonly RankingEvaluationOptions Evaluation = new() { CutOffs = [10] };
    private readonly UpdateOptions _update;
    private readonly int _firstEpochs;
    private readonly RankingModelOptions _model;
    private readonly OnlineRows _rows;

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
        _rows = OnlineRows.Of(MovieLensLayout.ReadRows(path), from, until);
    }

    /// <summary>Goes through all days once for each seed; users are the same, so that their values are averaged over seeds.</summary>
    public void Run(int seeds, CancellationToken cancellationToken)
    {
        PairedUsers days = new(), old = new();
        var planted = new PlantedItem(_rows.First.Concat(_rows.Days));
        for (int seed = 0; seed < seeds; seed++) Run(_update with { Seed = _update.Seed + seed }, days, old, planted, cancellationToken);
        Console.WriteLine($"{Metric} over user-days: {days}");
        Console.WriteLine($"forgetting: {Metric} of the newest {OnlineRows.HeldShare:P0} of the rows of old users: {old}");
        planted.Print();
    }

    private void Run(UpdateOptions update, PairedUsers days, PairedUsers old, PlantedItem planted, CancellationToken cancellationToken)
    {
        var options = new RankingOptions { Model = _model, KeepOptimizerState = update.KeepOptimizerState };
        options = options with { Trainer = options.Trainer with { Epochs = _firstEpochs, Seed = update.Seed } };
        using var frozen = Recommender.TrainRanking<string, string>(new TrainingSet(_rows.First), options, cancellationToken);
        Console.WriteLine(FormattableString.Invariant($"{_model.GetType().Name}, seed {update.Seed}: {_rows.First.Count:N0} rows of {frozen.UserCount:N0} users and {frozen.ItemCount:N0} items at first, then {_rows.Days.Count} days of {_rows.Days.Sum(day => day.Count):N0} rows"));
        var current = frozen;
        var past = _rows.First.Select([]);
        double seconds = 0;
        foreach (var day in _rows.Days)
        {
            var (known, wanted) = Halves(day);
            var (still, learning) = (frozen.Evaluate(wanted, Evaluation, past.Concat(known), cancellationToken), current.Evaluate(wanted, Evaluation, known, cancellationToken));
            days.Add(OnlineRows.UsersOf(wanted), still.UserValues(Metric), learning.UserValues(Metric));
            long began = Stopwatch.GetTimestamp();
            var next = current.Update(day, update, cancellationToken);
            seconds += Stopwatch.GetElapsedTime(began).TotalSeconds;
            if (current != frozen) current.Dispose();
            current = next;
            past = past.Concat(day);
            Console.WriteLine(FormattableString.Invariant($"  {day.Count,5} rows  {Metric} {still.Value(Metric):F4} left, {learning.Value(Metric):F4} updated; {current.LastUpdate!.NewUsers,3} users and {current.LastUpdate.NewItems,3} items new, drift {current.LastUpdate.ItemDrift:F3}, loss {current.LastUpdate.LossBefore:F3} to {current.LastUpdate.LossAfter:F3}"));
        }

        Console.WriteLine(FormattableString.Invariant($"  {seconds / _rows.Days.Count:F2} s an update"));
        old.Add(OnlineRows.UsersOf(_rows.Held), frozen.Evaluate(_rows.Held, Evaluation, null, cancellationToken).UserValues(Metric), current.Evaluate(_rows.Held, Evaluation, null, cancellationToken).UserValues(Metric));
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
}
