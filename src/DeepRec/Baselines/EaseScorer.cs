using System.Numerics.Tensors;

namespace DeepRec;

/// <summary>The scorer of <see cref="EaseOptions"/>.</summary>
/// <param name="popularity">Shape [I].</param>
/// <param name="decay">Of weights in the history.</param>
/// <param name="weights">B, shape [I × I]: row j is what item j says of all.</param>
internal sealed class EaseScorer(float[] popularity, double decay, float[] weights) : HistoryScorer(popularity, decay)
{
    private const int LargestPart = 1 << 28; // numbers in one stored array

    protected override void Score(RankingRequests requests, HistoryWeights history, Span<float> scores, bool[] says)
    {
        for (int request = 0; request < requests.Count; request++)
        {
            history.Read(requests.HistoryOf(request));
            var row = scores.Slice(request * ItemCount, ItemCount);
            for (int place = 0; place < history.Items.Length; place++)
            {
                TensorPrimitives.MultiplyAdd(weights.AsSpan(history.Items[place] * ItemCount, ItemCount), history.Weights[place], row, row);
            }

            says[request] = history.Items.Length > 0;
        }
    }

    protected override IReadOnlyList<NamedArray> Learned() =>
        [.. Parts(ItemCount).Select((part, i) => NamedArray.From<float>(NameOf(i), weights.AsSpan(part.First * ItemCount, part.Rows * ItemCount), part.Rows, ItemCount))];

    /// <summary>The weights that were stored in parts.</summary>
    public static float[] Join(StoredArrays stored, int items)
    {
        if (items > EaseOptions.MaximumItems) throw new InvalidBundleException($"The catalogue has {items} items, more than {EaseOptions.MaximumItems}.");
        var parts = Parts(items).ToArray();
        if (parts.Length == 1) return stored.Floats(NameOf(0), items, items);
        for (int i = 0; i < parts.Length; i++) stored.Require(NameOf(i), parts[i].Rows, items); // before memory is taken for all
        var weights = new float[items * items];
        for (int i = 0; i < parts.Length; i++) stored.Floats(NameOf(i), parts[i].Rows, items).CopyTo(weights, parts[i].First * items);
        return weights;
    }

    private static string NameOf(int part) => $"weights.{part}";

    private static IEnumerable<(int First, int Rows)> Parts(int items)
    {
        int rows = Math.Max(1, LargestPart / Math.Max(1, items));
        for (int first = 0; first < items; first += rows) yield return (first, Math.Min(rows, items - first));
    }
}
