using System.Globalization;

namespace DeepRec.Testing;

/// <summary>How large a <see cref="GeneratedShop"/> is, and how dirty.</summary>
/// <remarks>Immutable; safe from many threads.</remarks>
public sealed record GeneratedShopOptions
{
    /// <summary>How many users there are.</summary>
    /// <value>Default 2,000; at least 1.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int Users { get; init => field = Positive(value, nameof(Users)); } = 2_000;

    /// <summary>How many items there are.</summary>
    /// <value>Default 500; at least 1.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int Items { get; init => field = Positive(value, nameof(Items)); } = 500;

    /// <summary>How many ratings there are in all. No user rates an item twice.</summary>
    /// <value>Default 200,000; at least 5 a user, at most 3 of 5 items a user.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int Ratings { get; init => field = Positive(value, nameof(Ratings)); } = 200_000;

    /// <summary>Decides everything that is random.</summary>
    /// <value>Default 42.</value>
    public int Seed { get; init; } = 42;

    /// <summary>The share of ages, prices and brands that are missing, each drawn on its own. The ratings stay as in the clean shop of the same seed.</summary>
    /// <value>Default 0; from 0 to 1.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside 0 to 1.</exception>
    public double MissingShare
    {
        get;
        init => field = value is >= 0 and <= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(MissingShare), value, string.Create(CultureInfo.InvariantCulture, $"A share is from 0 to 1; {value} is not."));
    }

    private static int Positive(int value, string name) => value >= 1
        ? value
        : throw new ArgumentOutOfRangeException(name, value, string.Create(CultureInfo.InvariantCulture, $"{name} must be at least 1; {value} is not."));
}
