using System.Globalization;

namespace DeepRec;

/// <summary>A bonus for groups of items that was fitted, and the curve of exposure against quality that it was chosen from. Immutable, so safe from many threads.</summary>
public sealed record GroupBonusFit
{
    internal GroupBonusFit()
    {
    }

    /// <summary>The bonus: the strongest of the curve that costs no more than is allowed.</summary>
    public GroupBonus Bonus { get; internal init; } = null!;

    /// <summary>The point of the curve that was chosen.</summary>
    public TradeOffPoint Chosen { get; internal init; } = null!;

    /// <summary>From no bonus to the full one.</summary>
    public IReadOnlyList<TradeOffPoint> Curve { get; internal init; } = [];

    /// <summary>The part of NDCG that is lost on the validation rows; below 0 where it is gained.</summary>
    public double Loss => Curve[0].Ndcg > 0 ? 1 - (Chosen.Ndcg / Curve[0].Ndcg) : 0;

    /// <summary>A readable table of the curve.</summary>
    public override string ToString()
    {
        var table = new TextTable("Strength", "Shortfall", "Exposure gap", "NDCG", "");
        foreach (var point in Curve) table.Add(point.Strength.ToString("F2", CultureInfo.InvariantCulture), Text(point.Shortfall), Text(point.ExposureGap), Text(point.Ndcg), ReferenceEquals(point, Chosen) ? "chosen" : "");
        return table.ToString();

        static string Text(double value) => value.ToString("F4", CultureInfo.InvariantCulture);
    }
}
