using DeepRec.Models;

namespace DeepRec;

/// <summary>
/// Draws items as negatives, with replacement. What is drawn is a function of the seed and the step alone, so the same for every number of
/// threads, and a resumed training draws what an unbroken one would.
/// </summary>
/// <remarks>Immutable; safe from many threads. Holds a table of the items, nothing of users.</remarks>
internal sealed class NegativeSampler
{
    /// <summary>Draws that may meet a known item before the rest of the catalogue is gone through.</summary>
    internal const int Tries = 32;

    private readonly AliasTable _table;

    /// <param name="sampling">How likely each item is.</param>
    /// <param name="counts">Shape [I]: interactions of each item.</param>
    /// <exception cref="ArgumentException">No item can be drawn: there is none, or popularity is to decide and nobody met any.</exception>
    public NegativeSampler(NegativeSampling sampling, ReadOnlySpan<int> counts) => _table = new AliasTable(sampling.Weights(counts));

    public int ItemCount => _table.Count;

    /// <summary>q_j of each item. Shape [I].</summary>
    public ReadOnlySpan<double> Probabilities => _table.Probabilities;

    public double Probability(int item) => _table.Probabilities[item];

    /// <summary>ln(n q_j), the logarithm of how often item j is expected among n draws.</summary>
    /// <exception cref="InvalidOperationException">The item is never drawn.</exception>
    public double LogExpected(int item, int draws)
    {
        double probability = Probability(item);
        return probability > 0 ? Math.Log(draws * probability)
            : throw new InvalidOperationException($"Item {item} is never drawn, so its score cannot be corrected: set Smoothing above 0, or correct negatives only.");
    }

    /// <summary>Fills the span with the draws of a step.</summary>
    public void Draw(Span<int> items, ulong seed, ulong step)
    {
        var random = new SeededRandom(StableHash.Combine(seed, step));
        Draw(items, ref random);
    }

    /// <summary>Fills the span with draws.</summary>
    public void Draw(Span<int> items, ref SeededRandom random)
    {
        for (int i = 0; i < items.Length; i++) items[i] = _table.Draw(ref random);
    }

    /// <summary>Fills the span with the draws of a row of a step, none of them an item that the user met: rows may be drawn in any order.</summary>
    /// <inheritdoc cref="DrawRejecting(Span{int}, ReadOnlySpan{int}, ref SeededRandom)"/>
    public bool DrawRejecting(Span<int> items, ReadOnlySpan<int> met, ulong seed, ulong step, int row)
    {
        var random = new SeededRandom(StableHash.Combine(StableHash.Combine(seed, step), (ulong)row));
        return DrawRejecting(items, met, ref random);
    }

    /// <summary>
    /// Fills the span with draws, none of them an item that the user met. After <see cref="Tries"/> draws in vain the catalogue is gone through
    /// for the rest: both ways follow q among the items not met.
    /// </summary>
    /// <param name="items">Receives the items; −1 everywhere where there is none to draw.</param>
    /// <param name="met">The user's items, ascending; repeats are allowed.</param>
    /// <param name="random">Where the randomness comes from.</param>
    /// <returns><see langword="false"/> where the user met every item that can be drawn.</returns>
    public bool DrawRejecting(Span<int> items, ReadOnlySpan<int> met, ref SeededRandom random)
    {
        for (int i = 0; i < items.Length; i++)
        {
            int item = DrawUnmet(met, ref random);
            if (item < 0)
            {
                items.Fill(-1);
                return false;
            }

            items[i] = item;
        }

        return true;
    }

    private int DrawUnmet(ReadOnlySpan<int> met, ref SeededRandom random)
    {
        for (int i = 0; i < Tries; i++)
        {
            int item = _table.Draw(ref random);
            if (met.BinarySearch(item) < 0) return item;
        }

        return GoThrough(met, random.NextDouble() * GoThrough(met, double.PositiveInfinity).Sum).Item;
    }

    /// <summary>Adds up q over the items not met until the sum exceeds a bound: the last item that was added, −1 where there is none, and the sum.</summary>
    private (int Item, double Sum) GoThrough(ReadOnlySpan<int> met, double bound)
    {
        var probabilities = _table.Probabilities;
        (int last, double sum) = (-1, 0);
        for (int item = 0, next = 0; item < probabilities.Length && sum <= bound; item++)
        {
            while (next < met.Length && met[next] < item) next++;
            if ((next < met.Length && met[next] == item) || probabilities[item] == 0) continue;
            (last, sum) = (item, sum + probabilities[item]);
        }

        return (last, sum);
    }
}
