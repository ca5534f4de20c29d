namespace DeepRec.Models;

/// <summary>Scores of a ranker of two towers in plain memory, without libtorch: items are encoded once, a request by <see cref="PackedRequests"/>, and a score is an inner product.</summary>
internal sealed class TowerScorer : RankerScorer
{
    private const int RequestsScoredTogether = 64;
    private readonly FactoredPlan _plan;
    private readonly IReadOnlyList<NamedArray> _weights;
    private readonly PackedRequests _requests;
    private readonly PanelSearch _search;
    private readonly SharedResource? _owned;
    private readonly Lease _lease;

    /// <param name="plan">What the ranker is.</param>
    /// <param name="weights">What it saved; kept.</param>
    /// <param name="inputs">What it was built for.</param>
    /// <param name="owned">What holds the weights' memory, one holder of which this becomes; <see langword="null"/>: nobody needs to.</param>
    /// <exception cref="InvalidBundleException">The weights are not those of such a ranker.</exception>
    public TowerScorer(FactoredPlan plan, IReadOnlyList<NamedArray> weights, RankingInputs inputs, SharedResource? owned = null) : base(inputs, plan.Histories, plan.ReadsUserId, plan.BearsEmptyHistory, plan.Widest)
    {
        WeightShape.Check(plan.Weights, weights);
        var byName = weights.ToDictionary(array => array.Name, StringComparer.Ordinal);
        (_plan, _weights, _owned, _lease) = (plan, weights, owned, new Lease(() => owned?.Release()));
        (_requests, var items) = plan.Pack(name => byName[name], inputs);
        Panels = Encode(items, inputs);
        _search = new PanelSearch(Panels);
    }

    public override int VectorLength => _plan.VectorLength;

    public override ItemPanels Panels { get; }

    public override float[] ItemVectors() => Panels.Vectors(VectorLength); // [I, E] → [I, D]

    public override float[] Encode(RankingRequests requests)
    {
        var encodings = new float[requests.Count * _requests.Width]; // [B, E]
        Encode(requests, encodings);
        return encodings;
    }

    public override void Encode(RankingRequests requests, Span<float> encodings)
    {
        _lease.Enter(this);
        try
        {
            _requests.Encode(requests, 0, requests.Count, encodings);
        }
        finally
        {
            _lease.Leave();
        }
    }

    public override float[] RequestVectors(RankingRequests requests)
    {
        float[] encodings = Encode(requests); // [B, E]
        if (_requests.Width == VectorLength) return encodings;
        var vectors = new float[requests.Count * VectorLength]; // [B, D]
        for (int b = 0; b < requests.Count; b++) encodings.AsSpan(b * _requests.Width, VectorLength).CopyTo(vectors.AsSpan(b * VectorLength));
        return vectors;
    }

    public override void Score(RankingRequests requests, Span<float> scores)
    {
        _lease.Enter(this);
        try
        {
            var encodings = new float[Math.Min(RequestsScoredTogether, requests.Count) * _requests.Width]; // [b, E]
            for (int start = 0; start < requests.Count; start += RequestsScoredTogether)
            {
                int count = Math.Min(RequestsScoredTogether, requests.Count - start);
                var some = encodings.AsSpan(0, count * _requests.Width);
                _requests.Encode(requests, start, count, some);
                _search.Score(some, scores.Slice(start * ItemCount, count * ItemCount));
            }
        }
        finally
        {
            _lease.Leave();
        }

        FiniteScores.Hold(scores);
    }

    public override IReadOnlyList<NamedArray> Export()
    {
        if (_owned is null) return _weights;
        _lease.Enter(this);
        try
        {
            return [.. _weights.Select(array => new NamedArray(array.Name, array.Type, array.Data.ToArray(), [.. array.Shape]))];
        }
        finally
        {
            _lease.Leave();
        }
    }

    public override ItemScorer WithCatalogue(RankingInputs inputs)
    {
        _lease.Enter(this);
        try
        {
            _owned?.Take();
            try
            {
                return new TowerScorer(_plan, _weights, inputs, _owned);
            }
            catch
            {
                _owned?.Release();
                throw;
            }
        }
        finally
        {
            _lease.Leave();
        }
    }

    public override void Dispose()
    {
        _lease.GiveUp();
        base.Dispose();
    }

    private ItemPanels Encode(PackedItems items, RankingInputs inputs)
    {
        var catalogue = inputs.Catalogue;
        ItemPanels? panels = null;
        var encodings = new float[Math.Min(items.Block, catalogue.Count) * items.Width];
        foreach (var (first, count) in ItemBlocks.Of(catalogue, Widest))
        {
            if (first == 0) WeightBudget.TakeCatalogue(catalogue.Count, items.Width, inputs.Item.Count);
            panels ??= new ItemPanels(catalogue.Count, items.Width);
            for (int done = 0; done < count; done += items.Block)
            {
                var block = encodings.AsSpan(0, Math.Min(items.Block, count - done) * items.Width);
                items.Encode(catalogue, first + done, block);
                panels.Set(first + done, block);
            }
        }

        return panels ?? new ItemPanels(0, items.Width);
    }
}
