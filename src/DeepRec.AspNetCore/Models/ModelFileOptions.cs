namespace DeepRec.AspNetCore;

/// <summary>Where a model's bundle lies, and how it is watched.</summary>
public sealed class ModelFileOptions
{
    /// <summary>The bundle, a <c>.deeprec</c> file. Put a new one there by renaming, as <c>Save</c> does: a file that is written in place may be read half.</summary>
    /// <value>Required.</value>
    public string Path { get; set; } = "";

    /// <summary>How often the file is looked at. It is read anew where its length or time of writing has changed, and loaded where its content has.</summary>
    /// <value>Default 5 seconds; 100 milliseconds to 30 days. <see cref="Timeout.InfiniteTimeSpan"/>: never.</value>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Whether the host starts only with the bundle. If not, the model answers as soon as the file is there; until then requests fail with a <see cref="ModelUnavailableException"/>.</summary>
    /// <value>Default <see langword="true"/>. A bundle that is there and does not load keeps the host from starting either way.</value>
    public bool IsRequired { get; set; } = true;

    internal bool HasInterval => (PollInterval >= TimeSpan.FromMilliseconds(100) && PollInterval <= TimeSpan.FromDays(30)) || PollInterval == Timeout.InfiniteTimeSpan;
}
