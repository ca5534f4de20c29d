namespace DeepRec;

/// <summary>How made-up profiles are sought.</summary>
/// <remarks>Immutable; safe from many threads.</remarks>
public sealed record ShillingDetection
{
    /// <summary>The part of users, those whose items are the least popular, among whom attackers are sought.</summary>
    /// <value>Default 0.25; above 0, at most 0.5. Attacks that are larger than this cannot be found whole.</value>
    /// <exception cref="ArgumentOutOfRangeException">The part is outside its range.</exception>
    public double CandidateShare { get; init => field = value is > 0 and <= 0.5 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "CandidateShare is above 0, at most 0.5."); } = 0.25;

    /// <summary>How many standard deviations more often than among the other users an item must get an extreme rating among the candidates, to be called a target.</summary>
    /// <value>Default 6: ratings of MovieLens 100K that nobody attacked reach 5.3; above 0.</value>
    /// <exception cref="ArgumentOutOfRangeException">The number is not above 0, or not finite.</exception>
    public double MinimumExcess { get; init => field = value > 0 && double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "MinimumExcess is a finite number above 0."); } = 6;

    /// <summary>Looks for profiles that were made up to push or sink an item.</summary>
    /// <param name="ratings">Rows with columns of user, item and label.</param>
    /// <returns>A finding for each item that seems attacked, the strongest first; none where nothing does.</returns>
    /// <exception cref="ArgumentException">A column is absent, or there are no ratings.</exception>
    /// <remarks>
    /// Profiles of the usual attacks draw their fillers from all items alike, while users mostly meet popular ones: the candidates are the users with the least mean
    /// ln(number of ratings) of their items, an idea of RDMA's weights (Chirita, Nejdl and Zamfir, WIDM 2005). Attackers agree on one extreme rating of one item: the target is the item and extreme
    /// that is the most over-represented among candidates against all users (the target analysis of Zhou et al., Neurocomputing 2016). The candidates who gave it are flagged, and
    /// the search goes on without them. Attackers who fill their profiles with popular items only, and those who push many items at once, pass unseen.
    /// </remarks>
    public IReadOnlyList<ShillingFinding> Find(Dataset ratings)
    {
        ArgumentNullException.ThrowIfNull(ratings);
        var known = new RatedProfiles(ratings);
        var search = new ShillingSearch(known, CandidateShare);
        var findings = new List<ShillingFinding>();
        while (search.Strongest(MinimumExcess) is { } finding) findings.Add(finding);
        return findings;
    }
}
