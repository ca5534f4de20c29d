namespace DeepRec.Models;

/// <summary>What a fitted model goes on to learn from.</summary>
/// <param name="Data">All interactions, of before and new; the targets among them are those that are learned, new ones and repeated ones of before.</param>
/// <param name="Fresh">The same interactions; the targets among them are the new ones alone.</param>
/// <param name="KnownItems">How many items of the catalogue, the first ones, were there before.</param>
internal sealed record RankingLessons(RankingData Data, Interactions Fresh, int KnownItems)
{
    /// <summary>The same interactions; the targets among them are the new ones and more of before than are learned again. <see langword="null"/> where no item is new.</summary>
    public required Interactions? Background { get; init; }

    /// <summary>For how many interactions of before each of those in <see cref="Background"/> stands.</summary>
    public required double Repetition { get; init; }

    private readonly List<(double Before, double After)> _losses = [];

    /// <summary>The mean loss of the new rows before and after learning from them; <see langword="null"/> for a model without one. Of several models the mean.</summary>
    public (double Before, double After)? Losses => _losses.Count == 0 ? null : (_losses.Average(loss => loss.Before), _losses.Average(loss => loss.After));

    /// <summary>Notes the losses of a model.</summary>
    public void Note(double before, double after) => _losses.Add((before, after));
}
