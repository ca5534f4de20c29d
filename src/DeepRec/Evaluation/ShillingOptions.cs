namespace DeepRec;

/// <summary>What an attack by made-up profiles looks like.</summary>
/// <remarks>Immutable; safe from many threads.</remarks>
public sealed record ShillingOptions
{
    /// <summary>How profiles are filled.</summary>
    /// <value>Default <see cref="ShillingKind.Random"/>.</value>
    public ShillingKind Kind { get; init; }

    /// <summary>Whether the target is given the highest rating, to be recommended more; else the lowest.</summary>
    /// <value>Default <see langword="true"/>.</value>
    public bool Push { get; init; } = true;

    /// <summary>The id of the item that the attack is about.</summary>
    /// <value>Default <see langword="null"/>: one drawn by the seed.</value>
    public string? Target { get; init; }

    /// <summary>How many profiles are added, as a part of the users; at least one.</summary>
    /// <value>Default 0.05, in the middle of what is studied; above 0, at most 1.</value>
    /// <exception cref="ArgumentOutOfRangeException">The part is outside its range.</exception>
    public double AttackSize { get; init => field = value is > 0 and <= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "AttackSize is above 0, at most 1."); } = 0.05;

    /// <summary>How many items a profile rates beside the target, as a part of the items; at least one.</summary>
    /// <value>Default 0.06, as many as users of MovieLens 100K rate on average; above 0, at most 1.</value>
    /// <exception cref="ArgumentOutOfRangeException">The part is outside its range.</exception>
    public double FillerSize { get; init => field = value is > 0 and <= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "FillerSize is above 0, at most 1."); } = 0.06;

    /// <summary>The part of the items, the most rated ones, that a <see cref="ShillingKind.Bandwagon"/> profile rates highest.</summary>
    /// <value>Default 0.01; from 0 to 1.</value>
    /// <exception cref="ArgumentOutOfRangeException">The part is outside its range.</exception>
    public double PopularSize { get; init => field = value is >= 0 and <= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "PopularSize is from 0 to 1."); } = 0.01;

    /// <summary>Governs the target, fillers and ratings.</summary>
    /// <value>Default 42.</value>
    public int Seed { get; init; } = 42;
}
