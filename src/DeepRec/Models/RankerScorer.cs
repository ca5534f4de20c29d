using System.Runtime.CompilerServices;
using DeepRec.Encoders;
using DeepRec.Preprocessing;

namespace DeepRec.Models;

/// <summary>A scorer of an <see cref="ItemRanker"/>: its scores are logits.</summary>
internal abstract class RankerScorer : ItemScorer
{
    /// <param name="inputs">What the ranker was built for.</param>
    /// <param name="histories">What a request carries of the past.</param>
    /// <param name="readsUserId">Whether the user's id says something, where it is an input.</param>
    /// <param name="bearsEmptyHistory">Whether a request without a history says anything at all.</param>
    /// <param name="widest">The length of the longest vector of a row.</param>
    protected RankerScorer(RankingInputs inputs, IReadOnlyList<HistoryReading> histories, bool readsUserId, bool bearsEmptyHistory, long widest)
    {
        (ItemCount, Histories, Widest) = (inputs.ItemCount, histories, widest);
        Evidence = (histories.Count > 0 ? RankingEvidence.History : RankingEvidence.None)
            | (inputs.UserId is not null && readsUserId ? RankingEvidence.User : RankingEvidence.None)
            | (bearsEmptyHistory && inputs.Request.Any(input => input.Role != FeatureRole.User) ? RankingEvidence.Features : RankingEvidence.None);
    }

    public sealed override int ItemCount { get; }

    public sealed override RankingEvidence Evidence { get; }

    /// <summary>What a request carries of the past.</summary>
    public IReadOnlyList<HistoryReading> Histories { get; }

    /// <summary>The longest last axis of a parameter: no vector of a row is longer in the library's own models.</summary>
    public long Widest { get; }

    /// <summary>Scores by a ranker: in plain memory where its structure has such a form, else by its module.</summary>
    /// <param name="ranker">Put into evaluation mode. Its tables are read where they lie: a training of it ends the use of the scorer.</param>
    /// <param name="inputs">What it was built for.</param>
    /// <param name="ownsRanker">Whether the ranker is freed with the scorer.</param>
    [MethodImpl(MethodImplOptions.NoInlining)] // it mentions TorchSharp
    public static RankerScorer Of(ItemRanker ranker, RankingInputs inputs, bool ownsRanker = true)
    {
        if (ranker.Plan(inputs) is not { } plan) return new TorchItemScorer(ranker, inputs, ownsRanker);
        ranker.eval();
        var weights = new SharedWeights(ranker);
        try
        {
            return new TowerScorer(plan, weights.Arrays, inputs, ownsRanker ? new SharedResource(weights, ranker) : new SharedResource(weights));
        }
        catch
        {
            weights.Dispose();
            throw;
        }
    }

    // By what it reads: bags, and of the history as much as the ranker asks for.
    public sealed override long LayerOf(RankingRequests requests, int request)
    {
        long met = requests.HistoryOf(request).Length, history = 0, vectors = BagsOf(requests, request) + (requests.Features is { } features ? ItemBlocks.VectorsOf(features, request) : 1);
        foreach (var reading in Histories)
        {
            long read = Math.Min(reading.Length, met);
            (history, vectors) = (Math.Max(history, read), vectors + (read * (1L + reading.Events.Count)));
        }

        return Math.Max(vectors * Widest, history * history); // a ranker may look from each item at each
    }

    // Ids of events' bags, in each history that reads them.
    private long BagsOf(RankingRequests requests, int request)
    {
        if (requests.Events?.Columns is not { } columns || !Histories.Any(reading => reading.Events.Any(input => input.Kind == FeatureInputKind.IdBag))) return 0;
        var (start, length) = requests.PlacesOf(request).GetOffsetAndLength(columns.Count);
        return Histories.Count * Enumerable.Range(start, length).Sum(place => ItemBlocks.VectorsOf(columns, place));
    }
}
