using System.Globalization;
using DeepRec.Models;

namespace DeepRec;

/// <summary>
/// The cold-start ladder: who was met in training is known; who is not is judged by the items met just now, else by features, else by what users of the
/// same segment meet, else by what anybody meets. The model answers only where it has something to go by; what a rung leaves open, the next fills.
/// </summary>
internal sealed class RankingLadder(ItemScorer scorer, Interactions interactions, EntityTable users, RankingIndex index)
{
    // A reason looks at so many of the newest items.
    private const int ReasonItems = 10, ReasonFeatures = 3;

    private readonly SegmentPopularity _segments = new(users, interactions);
    private readonly ReadOnlyMemory<float> _popularity = Array.ConvertAll(interactions.ItemCounts, count => (float)count);

    /// <summary>The rung on which the model answers a request; <see langword="null"/> where it has nothing to go by.</summary>
    public RankingRung? ModelRung(LadderRequest request)
    {
        var evidence = scorer.Evidence;
        if (evidence == RankingEvidence.None) return RankingRung.Popularity;
        if (interactions.Of(request.User).Length > 0 && (evidence & (RankingEvidence.User | RankingEvidence.History)) != 0) return RankingRung.KnownUser;
        if (evidence.HasFlag(RankingEvidence.History) && request.Recent.Any(item => interactions.ItemCounts[item] > 0 || evidence.HasFlag(RankingEvidence.Content))) return RankingRung.RecentItems;
        return evidence.HasFlag(RankingEvidence.Features) && index.SaysAnything(request) ? RankingRung.Features : null;
    }

    /// <summary>What each rung says, the firmest first; a rung is asked when it is come to.</summary>
    /// <param name="request">The request.</param>
    /// <param name="answer">What the model says, on the rung that <see cref="ModelRung"/> gave.</param>
    public IEnumerable<RankingLayer> Layers(LadderRequest request, ModelAnswer answer)
    {
        if (request.Recent.Length > 0 && answer.Rung is null or RankingRung.Features) yield return MetTogether(request);
        if (answer.Rung is { } rung) yield return new RankingLayer(rung, answer.Scores, items => ReasonsOf(rung, request, items)) { Found = answer.Found };
        if (_segments.Find(request.Raw, request.Row) is var (feature, value, counts))
        {
            for (int item = 0; item < counts.Length; item++) if (counts[item] == 0) counts[item] = float.NegativeInfinity;
            yield return new RankingLayer(RankingRung.SegmentPopularity, counts, items => Each(items, $"popular where {feature} is {value}"));
        }

        yield return new RankingLayer(RankingRung.Popularity, _popularity, PopularityReasons);
    }

    // Without a model that reads histories: the sum of cosines with the recent items.
    private RankingLayer MetTogether(LadderRequest request)
    {
        var sums = new float[interactions.ItemCount];
        foreach (int recent in request.Recent.Distinct())
        {
            float[] cosines = index.Together.OfAll(recent);
            for (int item = 0; item < sums.Length; item++) sums[item] += cosines[item];
        }

        for (int item = 0; item < sums.Length; item++) if (sums[item] == 0) sums[item] = float.NegativeInfinity;
        return new RankingLayer(RankingRung.RecentItems, sums, items => ReasonsOf(RankingRung.RecentItems, request, items));
    }

    private string[] ReasonsOf(RankingRung rung, LadderRequest request, int[] items) => rung switch
    {
        RankingRung.KnownUser => MetByOthers(request.History, items, "suits the user"),
        RankingRung.RecentItems => MetByOthers(request.Recent, items, "suits the recent items"),
        RankingRung.Features => Each(items, "suits " + string.Join(", ", GivenFeatures.Of(request).Take(ReasonFeatures).Select(given => $"{given.Name} {given.Text}"))),
        _ => PopularityReasons(items),
    };

    private string[] MetByOthers(ReadOnlySpan<int> met, int[] items, string otherwise)
    {
        var newest = met[Math.Max(0, met.Length - ReasonItems)..];
        var shared = new int[items.Length * newest.Length]; // [items, newest]
        index.Together.Shared(items, newest, shared);
        var reasons = new string[items.Length];
        for (int i = 0; i < items.Length; i++) reasons[i] = MetByOthers(newest, items[i], shared.AsSpan(i * newest.Length, newest.Length)) ?? otherwise;
        return reasons;
    }

    private string? MetByOthers(ReadOnlySpan<int> newest, int item, ReadOnlySpan<int> shared)
    {
        int nearest = -1;
        float most = 0;
        for (int i = 0; i < newest.Length; i++)
        {
            if (shared[i] > 0 && newest[i] != item && index.Together.Cosine(item, newest[i], shared[i]) is var cosine && cosine > most) (nearest, most) = (i, cosine);
        }

        return nearest < 0 ? null : string.Concat("met by ", shared[nearest].ToString(CultureInfo.InvariantCulture), shared[nearest] == 1 ? " user who met " : " users who met ", index.IdOf(newest[nearest]));
    }

    private string[] PopularityReasons(int[] items) => Array.ConvertAll(items, item => interactions.ItemCounts[item] > 0 ? "popular overall" : "met by nobody yet");

    private static string[] Each(int[] items, string reason) => Array.ConvertAll(items, _ => reason);
}
