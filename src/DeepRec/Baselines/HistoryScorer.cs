using DeepRec.Models;

namespace DeepRec;

/// <summary>A scorer that knows a user by the history of the request. Without a history, or one that says nothing, items are scored by popularity.</summary>
/// <param name="popularity">How often each item was met. Shape [I].</param>
/// <param name="decay">What an item's weight in the history is multiplied by for each later one.</param>
internal abstract class HistoryScorer(float[] popularity, double decay) : ItemScorer
{
    protected const string PopularityName = "popularity";

    public sealed override int ItemCount => popularity.Length;

    public sealed override void Score(RankingRequests requests, Span<float> scores)
    {
        if (scores.Length != requests.Count * ItemCount) throw new ArgumentException($"{scores.Length} places are not {requests.Count} requests × {ItemCount} items.", nameof(scores));
        scores.Clear();
        var history = new HistoryWeights(ItemCount, decay);
        var says = new bool[requests.Count];
        Score(requests, history, scores, says);
        for (int request = 0; request < requests.Count; request++)
        {
            if (!says[request]) popularity.CopyTo(scores.Slice(request * ItemCount, ItemCount));
        }

        FiniteScores.Hold(scores);
    }

    public sealed override IReadOnlyList<NamedArray> Export() => [NamedArray.From<float>(PopularityName, popularity), .. Learned()];

    /// <summary>What weights are multiplied by.</summary>
    protected double Decay => decay;

    /// <summary>Popularity where the catalogue has more items, which nobody met. Shape [items].</summary>
    protected float[] PopularityOver(int items)
    {
        var wider = new float[items];
        popularity.CopyTo(wider, 0);
        return wider;
    }

    /// <summary>How often each item was met, repeats counted. Shape [I].</summary>
    public static float[] PopularityOf(Interactions interactions) => Array.ConvertAll(interactions.ItemCounts, count => (float)count);

    /// <summary>Scores all requests; <paramref name="says"/> becomes true for those whose history says something.</summary>
    protected abstract void Score(RankingRequests requests, HistoryWeights history, Span<float> scores, bool[] says);

    /// <summary>What there is beside popularity.</summary>
    protected abstract IReadOnlyList<NamedArray> Learned();
}
