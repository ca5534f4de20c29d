using DeepRec.Encoders;

namespace DeepRec.Models;

/// <summary>Makes batches of requests for a ranker, with histories where it reads them.</summary>
internal sealed class RequestSource
{
    private readonly RankingInputs _inputs;
    private readonly HistorySource? _history;

    /// <param name="inputs">What the ranker was built for.</param>
    /// <param name="historyLength">How many items a request sees at most.</param>
    /// <param name="fromStart">Whether a training row sees its sequence from the first item on: see <see cref="ItemRanker.ReadsHistoryFromStart"/>.</param>
    public RequestSource(RankingInputs inputs, int historyLength, bool fromStart = false)
    {
        _inputs = inputs;
        if (historyLength == 0) return;
        var id = inputs.ItemId ?? throw new ArgumentException("A history needs the item's id as an input. Give it a vocabulary.", nameof(inputs));
        _history = new HistorySource(inputs.Catalogue.Column<IdColumn>(id.Name), historyLength, fromStart);
    }

    /// <summary>A row for each interaction of the stretches, in their order.</summary>
    /// <param name="rows">Over the encoded rows of the data.</param>
    /// <param name="interactions">All interactions.</param>
    /// <param name="stretches">Those that are asked for.</param>
    public FeatureBatch Gather(BatchSource rows, Interactions interactions, ReadOnlySpan<Stretch> stretches)
    {
        int count = 0;
        foreach (var stretch in stretches) count += stretch.Count;
        var places = new int[count];
        int b = 0;
        foreach (var stretch in stretches)
        {
            for (int k = stretch.Start; k < stretch.Start + stretch.Count; k++) places[b++] = interactions.Rows[k];
        }

        var batch = rows.Gather(places);
        return _history is null ? batch : batch.With(_history.Gather(interactions, stretches));
    }

    /// <summary>A row for each request.</summary>
    public FeatureBatch Gather(RankingRequests requests)
    {
        var batch = _inputs.Request.Count == 0
            ? new FeatureBatch(requests.Count, [], [], label: null)
            : new BatchSource(requests.Features ?? throw new ArgumentException("The model reads columns of the request, and there are none.", nameof(requests)), _inputs.Request).Gather([.. Enumerable.Range(0, requests.Count)]);
        return _history is null ? batch : batch.With(_history.Gather(requests));
    }
}
