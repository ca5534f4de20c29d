namespace DeepRec;

/// <summary>Where a relevant item stands among a user's candidates.</summary>
/// <param name="Greater">Candidates of a greater score.</param>
/// <param name="Equal">Other candidates of the same score.</param>
/// <param name="Gain">What it is worth, above 0.</param>
internal readonly record struct RankedItem(int Greater, int Equal, double Gain)
{
    /// <summary>The rank from 1; with ties its mean over their orders, 1 + #greater + ½ #equal.</summary>
    public double Rank => 1 + Greater + (Equal / 2.0);
}
