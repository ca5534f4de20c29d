namespace DeepRec;

/// <summary>How much exposure each group is promised, and what it may cost.</summary>
/// <remarks>Immutable; safe from many threads.</remarks>
public sealed record GroupBonusOptions
{
    /// <summary>Names the groups.</summary>
    /// <param name="itemFeature">A feature of items, one category or several.</param>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public GroupBonusOptions(string itemFeature)
    {
        ArgumentException.ThrowIfNullOrEmpty(itemFeature);
        ItemFeature = itemFeature;
    }

    /// <summary>The feature of items that names their group.</summary>
    public string ItemFeature { get; }

    /// <summary>What attention items deserve.</summary>
    /// <value>Default <see cref="ExposureTarget.Catalogue"/>.</value>
    public ExposureTarget Target { get; init; }

    /// <summary>The least share of exposure of a group, as a part of what it deserves.</summary>
    /// <value>Default 1: all of it; from 0 to 1, 0.8 for the rule of four fifths.</value>
    /// <exception cref="ArgumentOutOfRangeException">The part is outside its range.</exception>
    public double MinimumRatio { get; init => field = value is >= 0 and <= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "MinimumRatio is from 0 to 1."); } = 1;

    /// <summary>The part of NDCG that may be lost on the validation rows.</summary>
    /// <value>Default 0.02; from 0 to 1.</value>
    /// <exception cref="ArgumentOutOfRangeException">The part is outside its range.</exception>
    public double MaximumLoss { get; init => field = value is >= 0 and <= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "MaximumLoss is from 0 to 1."); } = 0.02;

    /// <summary>The length k of the lists.</summary>
    /// <value>Default 10; 1 or more.</value>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public int CutOff { get; init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "CutOff is 1 or more."); } = 10;

    /// <summary>Steps of the search for the amounts.</summary>
    /// <value>Default 200; 1 or more.</value>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public int Steps { get; init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Steps is 1 or more."); } = 200;
}
