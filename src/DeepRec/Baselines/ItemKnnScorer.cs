namespace DeepRec;

/// <summary>The scorer of <see cref="ItemKnnOptions"/>.</summary>
/// <param name="popularity">Shape [I].</param>
/// <param name="decay">Of weights in the history.</param>
/// <param name="neighbors">Shape [I × I]: row j holds the items that have item j among their neighbours.</param>
internal sealed class ItemKnnScorer(float[] popularity, double decay, SparseMatrix neighbors) : HistoryScorer(popularity, decay)
{
    protected override void Score(RankingRequests requests, HistoryWeights history, Span<float> scores, bool[] says)
    {
        for (int request = 0; request < requests.Count; request++)
        {
            history.Read(requests.HistoryOf(request));
            var row = scores.Slice(request * ItemCount, ItemCount);
            for (int place = 0; place < history.Items.Length; place++)
            {
                neighbors.AddRow(history.Items[place], history.Weights[place], row);
                says[request] |= !neighbors.ColumnsOf(history.Items[place]).IsEmpty;
            }
        }
    }

    protected override IReadOnlyList<NamedArray> Learned() => [.. StoredArrays.Of("neighbors", neighbors)];
}
