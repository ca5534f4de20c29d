using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace DeepRec.AspNetCore;

/// <summary>
/// The meter and the source of traces, both named "DeepRec": <c>deeprec.request.duration</c> (s; model, operation, error.type), <c>deeprec.recommendations</c> (model, rung),
/// <c>deeprec.model.reloads</c> (model, outcome), <c>deeprec.updates</c> (model, outcome), <c>deeprec.update.drift</c> (model), <c>deeprec.model.staleness</c> (s; model).
/// </summary>
internal sealed class DeepRecMetrics
{
    /// <summary>The name of the meter and of the source of traces.</summary>
    public const string Name = "DeepRec";

    private static readonly ActivitySource Source = new(Name);

    private readonly Histogram<double> _duration;
    private readonly Counter<long> _recommendations;
    private readonly Counter<long> _reloads;
    private readonly Counter<long> _updates;
    private readonly Gauge<double> _drift;
    private readonly Gauge<double> _staleness;

    public DeepRecMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(Name);
        _duration = meter.CreateHistogram("deeprec.request.duration", "s", "How long a model took to answer.", advice: new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries = [0.00001, 0.00005, 0.0001, 0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5],
        });
        _recommendations = meter.CreateCounter<long>("deeprec.recommendations", "{item}", "How many items were recommended, by what they lean on.");
        _reloads = meter.CreateCounter<long>("deeprec.model.reloads", "{reload}", "How many bundles were loaded, or refused.");
        _updates = meter.CreateCounter<long>("deeprec.updates", "{update}", "How many updates were published, refused, or failed.");
        _drift = meter.CreateGauge<double>("deeprec.update.drift", "1", "The population stability index of the items of the last update's events against those before.");
        _staleness = meter.CreateGauge<double>("deeprec.model.staleness", "s", "How long ago the newest event was that the served bundle has learned from.");
    }

    /// <summary>Counts an update by how it ended.</summary>
    public void Updated(string model, OnlineUpdateOutcome outcome, UpdateReport? report)
    {
        _updates.Add(1, new("deeprec.model", model), new("deeprec.outcome", outcome == OnlineUpdateOutcome.Published ? "published" : "refused"));
        if (report is not null) _drift.Record(report.ItemDrift, new KeyValuePair<string, object?>("deeprec.model", model));
    }

    /// <summary>Counts an update that ended by an error.</summary>
    public void UpdateFailed(string model) => _updates.Add(1, new("deeprec.model", model), new("deeprec.outcome", "failed"));

    /// <summary>Notes how old what is served is.</summary>
    public void Stale(string model, TimeSpan? age)
    {
        if (age is { } known) _staleness.Record(Math.Max(0, known.TotalSeconds), new KeyValuePair<string, object?>("deeprec.model", model));
    }

    /// <summary>Times what a model is asked, in a trace of its own.</summary>
    public TAnswer Measure<TAnswer>(string model, string operation, Func<TAnswer> ask)
    {
        using var activity = Source.HasListeners() ? Source.StartActivity($"deeprec {operation}") : null;
        activity?.SetTag("deeprec.model", model);
        long start = Stopwatch.GetTimestamp();
        try
        {
            var answer = ask();
            _duration.Record(Stopwatch.GetElapsedTime(start).TotalSeconds, new("deeprec.model", model), new("deeprec.operation", operation));
            return answer;
        }
        catch (Exception e)
        {
            activity?.SetStatus(ActivityStatusCode.Error, e.Message);
            _duration.Record(Stopwatch.GetElapsedTime(start).TotalSeconds, new("deeprec.model", model), new("deeprec.operation", operation), new("error.type", e.GetType().FullName));
            throw;
        }
    }

    /// <summary>Counts the items of a list by what they lean on.</summary>
    public void Recommended<TItem>(string model, IReadOnlyList<RankedRecommendation<TItem>> items)
    {
        if (!_recommendations.Enabled) return;
        foreach (var rung in items.CountBy(item => item.Rung)) _recommendations.Add(rung.Value, new("deeprec.model", model), new("deeprec.rung", rung.Key.ToString()));
    }

    /// <summary>Counts a bundle that was loaded, or refused.</summary>
    public void Reloaded(string model, bool succeeded) => _reloads.Add(1, new("deeprec.model", model), new("deeprec.outcome", succeeded ? "loaded" : "refused"));
}
