using System.Globalization;

namespace DeepRec;

/// <summary>
/// Looks for the settings that do best on validation data. Knows nothing of what the settings are for: a function puts a point into the options,
/// another says how well the options do.
/// </summary>
/// <remarks>
/// One trial runs at a time. The points are a function of space, method and seed, so that a search that is run again, or goes on from its file, tries the
/// same ones. Never let the objective look at test rows: the best of many trials is the luckiest too.
/// </remarks>
/// <typeparam name="TOptions">The type of the options, an immutable record.</typeparam>
public sealed class SettingsSearch<TOptions>
{
    private readonly TOptions _start;
    private readonly SearchSpace _space;
    private readonly Func<TOptions, SearchPoint, TOptions> _apply;
    private readonly Func<TOptions, CancellationToken, double> _objective;
    private readonly SettingsSearchOptions _options;

    /// <summary>States what is searched.</summary>
    /// <param name="start">The options before anything is changed.</param>
    /// <param name="space">What may change.</param>
    /// <param name="apply">Makes the options of a point, by <c>with</c> for instance. Must not change what it is given.</param>
    /// <param name="objective">Trains and measures on validation rows. Throws, or gives NaN or an infinity, where the options do not work.</param>
    /// <param name="options">How to go about it; default: see there.</param>
    /// <exception cref="ArgumentException">A grid is asked for and a dimension is a range.</exception>
    public SettingsSearch(TOptions start, SearchSpace space, Func<TOptions, SearchPoint, TOptions> apply, Func<TOptions, CancellationToken, double> objective, SettingsSearchOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(apply);
        ArgumentNullException.ThrowIfNull(objective);
        (_start, _space, _apply, _objective, _options) = (start, space, apply, objective, options ?? new SettingsSearchOptions());
        _ = space.Walk(_options.Method, _options.Seed);
    }

    /// <summary>Tries points until the space, the trials or the time are used up. A trial that fails is written down and does not end the search.</summary>
    /// <exception cref="OperationCanceledException">The search was cancelled. The trial that ran is lost; those before stand in the file.</exception>
    /// <exception cref="InvalidDataException">The file holds another search or is damaged before its last line.</exception>
    /// <exception cref="IOException">The file cannot be written, or another search writes it.</exception>
    public SearchResult<TOptions> Run(CancellationToken cancellationToken = default)
    {
        using var file = _options.Path is { } path ? TrialFile.Open(path, Signature, _space) : null;
        var trials = new List<SearchTrial>();
        double seconds = 0;
        var end = SearchEnd.Exhausted;
        foreach (var point in _space.Walk(_options.Method, _options.Seed))
        {
            cancellationToken.ThrowIfCancellationRequested();
            int number = trials.Count;
            if (number >= _options.Trials)
            {
                end = SearchEnd.Trials;
                break;
            }

            var trial = file is not null && number < file.Finished.Count ? file.Finished[number] with { Point = point } : null;
            if (trial is null)
            {
                if (seconds >= _options.TimeLimit?.TotalSeconds)
                {
                    end = SearchEnd.Time;
                    break;
                }

                trial = Try(number, point, cancellationToken);
                file?.Append(trial);
                _options.Progress?.Report(trial);
            }

            seconds += trial.Seconds;
            trials.Add(trial);
        }

        var best = SearchResult<TOptions>.Rank(trials, _options.Direction).FirstOrDefault(t => t.Objective is not null);
        return new SearchResult<TOptions>(trials, best, best is null ? _start : _apply(_start, best.Point), _options.Direction, end);
    }

    private string Signature => string.Create(CultureInfo.InvariantCulture, $"{_options.Method}, {_options.Direction}, seed {_options.Seed}: {string.Join("; ", _space.Select(d => d.Signature))}");

    private SearchTrial Try(int number, SearchPoint point, CancellationToken cancellationToken)
    {
        long start = _options.Time.GetTimestamp();
        double objective = double.NaN;
        string? failure = null;
        try
        {
            objective = _objective(_apply(_start, point), cancellationToken);
            if (!double.IsFinite(objective)) failure = string.Create(CultureInfo.InvariantCulture, $"The objective is {objective}.");
        }
        catch (Exception e)
        {
            cancellationToken.ThrowIfCancellationRequested();
            failure = $"{e.GetType().Name}: {e.Message}";
        }

        return new SearchTrial(number, point, failure is null ? objective : null, failure, _options.Time.GetElapsedTime(start).TotalSeconds);
    }
}
