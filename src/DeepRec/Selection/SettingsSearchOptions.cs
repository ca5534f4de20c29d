namespace DeepRec;

/// <summary>How a <see cref="SettingsSearch{TOptions}"/> goes about it.</summary>
/// <remarks>Immutable; safe from many threads.</remarks>
public sealed record SettingsSearchOptions
{
    /// <summary>How the space is walked.</summary>
    /// <value>Default <see cref="SearchMethod.Random"/>.</value>
    public SearchMethod Method { get; init => field = Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Method is one of the names."); } = SearchMethod.Random;

    /// <summary>Which objective is the better one.</summary>
    /// <value>Default <see cref="SearchDirection.Minimize"/>.</value>
    public SearchDirection Direction { get; init => field = Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Direction is one of the names."); } = SearchDirection.Minimize;

    /// <summary>How many trials at most, finished ones of the file and failed ones included.</summary>
    /// <value>Default 60: then one of them is among the best twentieth of the space with a probability of 95 % (1 − 0.95⁶⁰). 1 or more.</value>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public int Trials { get; init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Trials is 1 or more."); } = 60;

    /// <summary>No trial begins once all trials together, finished ones of the file included, took this long. A trial that runs is not ended by it.</summary>
    /// <value>Default <see langword="null"/>: no limit. Above zero.</value>
    /// <exception cref="ArgumentOutOfRangeException">The time is not above zero.</exception>
    public TimeSpan? TimeLimit { get; init => field = value is null || value > TimeSpan.Zero ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "TimeLimit is above zero."); }

    /// <summary>Decides which points a random search draws.</summary>
    /// <value>Default 42.</value>
    public int Seed { get; init; } = 42;

    /// <summary>
    /// A file of JSON lines: first what is searched, then one line a finished trial, on the disk before the next begins. A search that finds it goes on
    /// after its last trial; a last line cut short by a crash is passed over and its trial is run again.
    /// </summary>
    /// <value>Default <see langword="null"/>: nothing is written.</value>
    public string? Path { get; init; }

    /// <summary>Told of each trial when it has finished, those of the file not included.</summary>
    /// <value>Default <see langword="null"/>.</value>
    public IProgress<SearchTrial>? Progress { get; init; }

    /// <summary>Where the time that trials take is read.</summary>
    /// <value>Default <see cref="TimeProvider.System"/>.</value>
    public TimeProvider Time { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = TimeProvider.System;
}
