using DeepRec.Encoders;

namespace DeepRec.Models;

/// <summary>Makes batches of requests for a ranker, with histories where it reads them.</summary>
internal sealed class RequestSource
{
    private readonly RankingInputs _inputs;
    private readonly (string Name, HistorySource Source)[] _histories;

    /// <param name="inputs">What the ranker was built for.</param>
    /// <param name="histories">What it reads of the past.</param>
    public RequestSource(RankingInputs inputs, IReadOnlyList<HistoryReading> histories)
    {
        _inputs = inputs;
        if (histories.Count > 0 && inputs.ItemId is null) throw new ArgumentException("A history needs the item's id as an input. Give it a vocabulary.", nameof(inputs));
        _histories = [.. histories.Select(reading => (reading.Name, new HistorySource(inputs.Catalogue.Column<IdColumn>(inputs.ItemId!.Name), reading)))];
    }

    /// <summary>A row for each target of the stretches, in their order.</summary>
    /// <param name="rows">Over the encoded rows of the data.</param>
    /// <param name="interactions">All interactions.</param>
    /// <param name="stretches">Those that are asked for.</param>
    public FeatureBatch Gather(BatchSource rows, Interactions interactions, ReadOnlySpan<Stretch> stretches)
    {
        int count = 0;
        foreach (var stretch in stretches) count += interactions.CountTargets(stretch.Start, stretch.Count);
        var places = new int[count];
        int b = 0;
        foreach (var stretch in stretches)
        {
            for (int k = stretch.Start; k < stretch.Start + stretch.Count; k++) if (interactions.IsTarget(k)) places[b++] = interactions.Rows[k];
        }

        var batch = rows.Gather(places);
        foreach (var (name, source) in _histories) batch = batch.With(name, source.Gather(interactions, stretches));
        return batch;
    }

    /// <summary>A row for each request.</summary>
    public FeatureBatch Gather(RankingRequests requests)
    {
        var batch = _inputs.Request.Count == 0
            ? new FeatureBatch(requests.Count, [], [], label: null)
            : new BatchSource(requests.Features ?? throw new ArgumentException("The model reads columns of the request, and there are none.", nameof(requests)), _inputs.Request).Gather([.. Enumerable.Range(0, requests.Count)]);
        foreach (var (name, source) in _histories) batch = batch.With(name, source.Gather(requests));
        return batch;
    }
}
