namespace DeepRec.AspNetCore;

/// <summary>When a served recommender learns from what users do, and when what it has learned is served.</summary>
public sealed class OnlineLearningOptions
{
    /// <summary>Where bundles are kept, with the log of events where none is registered. One process writes it.</summary>
    /// <value>Required.</value>
    public string Folder { get; set; } = "";

    /// <summary>After how many events it learns.</summary>
    /// <value>Default 1,000; 2 or more.</value>
    public int Events { get; set; } = 1000;

    /// <summary>After how long it learns from fewer events, but from <see cref="LeastEvents"/>.</summary>
    /// <value>Default 1 hour; above 0.</value>
    public TimeSpan Interval { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Of how many events it learns at least.</summary>
    /// <value>Default 20; 2 or more.</value>
    public int LeastEvents { get; set; } = 20;

    /// <summary>Of how many events it learns at a time at most, the oldest that it has not learned from.</summary>
    /// <value>Default 100,000; 2 or more.</value>
    public int MostEvents { get; set; } = 100_000;

    /// <summary>How often it is looked whether there is something to learn from.</summary>
    /// <value>Default 1 second; 10 milliseconds to 30 days.</value>
    public TimeSpan CheckInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The share of the events, the newest, that a candidate is measured by before it learns from them too.</summary>
    /// <value>Default 0.2; above 0 and below 1.</value>
    /// <remarks>Progressive validation: Blum, Kalai and Langford, "Beating the Hold-Out", COLT 1999.</remarks>
    public double HoldoutShare { get; set; } = 0.2;

    /// <summary>By which share of its NDCG@10, of ratings of its RMSE, a candidate may be worse than what is served and still take its place.</summary>
    /// <value>Default 0.02; 0 or more.</value>
    public double Tolerance { get; set; } = 0.02;

    /// <summary>How many bundles are kept to go back to, that which is served among them.</summary>
    /// <value>Default 5; 2 or more.</value>
    public int KeptVersions { get; set; } = 5;

    /// <summary>Whether the log keeps events that every kept bundle has learned from, or that were passed over by going back.</summary>
    /// <value>Default <see langword="true"/>: a bundle that was trained elsewhere learns from them too. If not, the log is shortened when a bundle was published.</value>
    public bool KeepsEvents { get; set; } = true;

    /// <summary>How it learns.</summary>
    /// <value>Default: those of <see cref="UpdateOptions"/>; for ratings <see cref="UpdateOptions.Ratings"/>.</value>
    public UpdateOptions Update { get; set; } = new();

    /// <summary>What is wrong with the settings; <see langword="null"/>: nothing.</summary>
    internal string? Wrong =>
        Folder.Length == 0 ? $"{nameof(Folder)} is required."
        : Events < 2 || LeastEvents < 2 || MostEvents < 2 || KeptVersions < 2 ? $"{nameof(Events)}, {nameof(LeastEvents)}, {nameof(MostEvents)} and {nameof(KeptVersions)} are 2 or more."
        : Interval <= TimeSpan.Zero || CheckInterval < TimeSpan.FromMilliseconds(10) || CheckInterval > TimeSpan.FromDays(30) ? $"{nameof(Interval)} is above 0, and {nameof(CheckInterval)} 10 milliseconds to 30 days."
        : HoldoutShare is not (> 0 and < 1) ? $"{nameof(HoldoutShare)} is above 0 and below 1."
        : Tolerance is not >= 0 ? $"{nameof(Tolerance)} is 0 or more."
        : Update is null ? $"{nameof(Update)} is required." : null;
}
