namespace DeepRec;

/// <summary>How made-up profiles are filled beside the item that they are about, so that they look like those of users.</summary>
public enum ShillingKind
{
    /// <summary>Filler ratings drawn around the mean of all ratings (Lam and Riedl, WWW 2004).</summary>
    Random,

    /// <summary>Filler ratings drawn around each item's own mean: needs knowledge of the data, and is stronger (Lam and Riedl, WWW 2004).</summary>
    Average,

    /// <summary>As <see cref="Random"/>, and the most popular items with the highest rating, to be near to many users (Mobasher, Burke, Bhaumik and Williams, ACM TOIT 7, 2007).</summary>
    Bandwagon,

    /// <summary>All fillers get the extreme rating opposite to the target's (Mobasher et al. 2007, who hate the target).</summary>
    LoveHate,
}
