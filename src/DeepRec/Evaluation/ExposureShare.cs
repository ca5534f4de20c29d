namespace DeepRec;

/// <summary>How much attention the items of a group get, summed over all lists (amortised), the place j of a list counting 1 / log2(j + 1).</summary>
/// <param name="Group">The group.</param>
/// <param name="Items">How many items belong to it, those of several groups by their part.</param>
/// <param name="Share">Its share of all attention, from 0 to 1.</param>
/// <param name="Lower">The lower end of the share's bootstrap interval over users.</param>
/// <param name="Upper">Its upper end.</param>
/// <param name="Target">The share that it deserves by the <see cref="ExposureTarget"/>.</param>
public sealed record ExposureShare(string Group, double Items, double Share, double Lower, double Upper, double Target)
{
    /// <summary>Share − target: below 0 for a group that gets too little.</summary>
    public double Gap => Share - Target;

    /// <summary>Share / target: 1 for what it deserves.</summary>
    /// <value>NaN where the target is 0.</value>
    public double Ratio => Target > 0 ? Share / Target : double.NaN;
}
