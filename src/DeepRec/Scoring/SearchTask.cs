using System.Numerics;
using System.Runtime.Intrinsics;

namespace DeepRec;

/// <summary>What is searched for in a catalogue of vectors: the items of the greatest inner products with each of some queries.</summary>
/// <param name="Queries">Shape [B × width].</param>
/// <param name="Count">K, how many for each query at most; 1 or more.</param>
internal sealed record SearchTask(float[] Queries, int Count)
{
    /// <summary>Which items no query wants. Shape [items]; <see langword="null"/>: none.</summary>
    public bool[]? Barred { get; init; }

    /// <summary>A list of what a query does not want need not rise if it is no longer than this: such a one is looked through from end to end.</summary>
    public const int LongestUnsorted = 128;

    /// <summary>Which items one query does not want, rising where they are more than <see cref="LongestUnsorted"/>; <see langword="null"/>: none.</summary>
    public ItemLists? Met { get; init; }

    /// <summary>In which place each item stands among items of equal scores. Shape [items]; <see langword="null"/>: the items' own order.</summary>
    public int[]? Places { get; init; }

    /// <summary>How many threads may search at once; 1 or more. The answer is the same for any number.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Offers the score of an item for a query.</summary>
    public void Offer(int query, int item, float score, ref TopK top)
    {
        score = FiniteScores.Held(score);
        if (score < top.Bar || !IsWanted(query, item)) return;
        top.Offer(score, Places is null ? item : Places[item]);
    }

    /// <summary>Offers the scores of a panel's items for a query; those below the bar are passed over at once.</summary>
    /// <param name="query">The query.</param>
    /// <param name="first">The panel's first item.</param>
    /// <param name="scores">Shape [16].</param>
    /// <param name="count">How many of them are items, from the first on; 1 or more.</param>
    /// <param name="top">The query's heap.</param>
    public void OfferPanel(int query, int first, scoped ReadOnlySpan<float> scores, int count, ref TopK top)
    {
        var bar = Vector256.Create(top.Bar);
        uint below = Vector256.LessThan(Vector256.Create(scores), bar).ExtractMostSignificantBits() | Vector256.LessThan(Vector256.Create(scores[8..]), bar).ExtractMostSignificantBits() << 8;
        for (uint reaching = ~below & (uint.MaxValue >> (32 - count)); reaching != 0; reaching &= reaching - 1) // what is no number is not below
        {
            int place = BitOperations.TrailingZeroCount(reaching);
            Offer(query, first + place, scores[place], ref top);
        }
    }

    /// <summary>Whether a query may find an item.</summary>
    public bool IsWanted(int query, int item) => Barred?[item] != true && (Met is null || !IsIn(Met.Of(query), item));

    private static bool IsIn(ReadOnlySpan<int> met, int item) => met.Length <= LongestUnsorted ? met.Contains(item) : met.BinarySearch(item) >= 0;
}
