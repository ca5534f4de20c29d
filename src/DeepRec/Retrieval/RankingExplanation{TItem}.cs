using System.Globalization;
using System.Text;

namespace DeepRec;

/// <summary>Why an item is recommended to a user, or is not.</summary>
/// <typeparam name="TItem">The item's id.</typeparam>
/// <param name="Item">The item.</param>
/// <param name="Score">Its score on the rung.</param>
/// <param name="Rung">What the score leans on.</param>
/// <param name="Reason">The same in words.</param>
/// <param name="Nearest">Of the items that the user met the most similar ones, three at most, the most similar first.</param>
/// <param name="Contributions">What each given feature of the user and the moment does to the score, the strongest first; none where the model reads none.</param>
public sealed record RankingExplanation<TItem>(
    TItem Item, float Score, RankingRung Rung, string Reason, IReadOnlyList<Neighbor<TItem>> Nearest, IReadOnlyList<FeatureContribution> Contributions)
{
    /// <summary>A few lines to read.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Item}: {Score:F3} ({Rung}), {Reason}");
        if (Nearest.Count > 0)
        {
            text.Append("\n  most similar of what was met: ");
            text.AppendJoin(", ", Nearest.Select(near => string.Create(CultureInfo.InvariantCulture, $"{near.Id} ({near.Similarity:F2})")));
        }

        foreach (var (feature, value, change) in Contributions) text.Append(CultureInfo.InvariantCulture, $"\n  {feature} {value}: {change:+0.000;-0.000;0.000}");
        return text.ToString();
    }
}
