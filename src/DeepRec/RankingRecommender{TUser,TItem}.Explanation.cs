using DeepRec.Models;

namespace DeepRec;

public sealed partial class RankingRecommender<TUser, TItem>
{
    private const int NearestItems = 3;

    /// <summary>Why an item is recommended to a user, or is not: the rung and the score, what it resembles of what the user met, and what each given feature does to the score.</summary>
    /// <param name="user">The user, known or not.</param>
    /// <param name="item">An item of the catalogue; filters do not count here.</param>
    /// <param name="options">Context and recent items, as for <see cref="Recommend"/>.</param>
    /// <exception cref="ArgumentException">The item is not in the catalogue, or the context names a column that is none.</exception>
    /// <exception cref="DatasetException">A value of the context is none of its column.</exception>
    public RankingExplanation<TItem> Explain(TUser? user, TItem item, RankingRequestOptions<TItem>? options = null)
    {
        ThrowIfDisposed();
        int row = RowOf(item);
        if (row < 0) throw new ArgumentException($"Item '{TextOf(item)}' is not in the catalogue of {ItemCount} items. Only what can be recommended can be explained.", nameof(item));
        var request = RequestsOf([TextOf(user)], options ?? new RankingRequestOptions<TItem>())[0];
        var answer = Ask([request])[0];
        var layer = _ladder.Layers(request, answer).First(layer => float.IsFinite(layer.Scores.Span[row]));
        var contributions = layer.Rung == answer.Rung && _bundle.Scorer.Evidence.HasFlag(RankingEvidence.Features) ? ContributionsTo(row, layer.Scores.Span[row], request) : [];
        return new RankingExplanation<TItem>(item, layer.Scores.Span[row], layer.Rung, layer.Reasons([row])[0], NearestTo(row, request), contributions);
    }

    /// <summary>P(i|u) of each item of the catalogue, items met or barred not excepted: exp f(u, i) / Σ_j exp f(u, j). They sum to 1.</summary>
    /// <param name="user">The user, known or not. Where the model has nothing to go by, each item's share of all interactions is the answer.</param>
    /// <param name="options">Context and recent items, as for <see cref="Recommend"/>.</param>
    /// <exception cref="InvalidOperationException">The model is a baseline, whose scores are no logits.</exception>
    /// <exception cref="ArgumentException">The context names a column that is none.</exception>
    /// <exception cref="DatasetException">A value of the context is none of its column.</exception>
    public IReadOnlyDictionary<TItem, double> Probabilities(TUser? user, RankingRequestOptions<TItem>? options = null)
    {
        ThrowIfDisposed();
        if (_bundle.Scorer is not RankerScorer) throw new InvalidOperationException($"The scores of {ModelOptions.GetType().Name} are no logits: it has no probabilities. A SoftmaxRanker has.");
        var request = RequestsOf([TextOf(user)], options ?? new RankingRequestOptions<TItem>())[0];
        var answer = Ask([request])[0];
        double[] weights = answer.Rung is null ? Array.ConvertAll(_bundle.Interactions.ItemCounts, count => (double)count) : Exponentials(answer.Scores.ToArray());
        double sum = weights.Sum();
        return Enumerable.Range(0, ItemCount).ToDictionary(ItemAt, row => weights[row] / sum);
    }

    // Numbers beyond all measure can overflow a model: what is then no number has no weight.
    private static double[] Exponentials(float[] scores)
    {
        double most = scores.Where(float.IsFinite).DefaultIfEmpty().Max();
        return scores.Any(float.IsFinite) ? Array.ConvertAll(scores, score => float.IsFinite(score) ? Math.Exp(score - most) : 0) : Array.ConvertAll(scores, _ => 1.0);
    }

    private Neighbor<TItem>[] NearestTo(int item, LadderRequest request)
    {
        int[] met = [.. request.History.ToArray().Distinct().Where(other => other != item)];
        var cosines = new float[met.Length];
        _index.Items.Of(item, met, cosines);
        var all = new float[ItemCount];
        Array.Fill(all, float.NegativeInfinity);
        for (int i = 0; i < met.Length; i++) all[met[i]] = cosines[i];
        return [.. _index.Order.Best(all, new bool[ItemCount], NearestItems).Select(other => new Neighbor<TItem>(ItemAt(other), all[other]))];
    }

    private FeatureContribution[] ContributionsTo(int item, float score, LadderRequest request)
    {
        var given = GivenFeatures.Of(request).ToArray();
        if (given.Length == 0) return [];
        var raw = request.Raw;
        Dataset[] blanked = [.. given.Select(feature => raw.With(feature.Name, SideTable.WithMissingRow(raw[feature.Name]).Select([raw.Count])))];
        int[] users = [.. given.Select(_ => request.User)];
        var requests = _bundle.Requests(blanked[0].Concat(blanked[1..]), users, Repeated(request.Recent, request.RecentEvents, users.Length));
        var scores = new float[given.Length * ItemCount];
        _bundle.Scorer.Score(requests, scores);
        return [.. given.Select((feature, i) => new FeatureContribution(feature.Name, feature.Text, score - scores[i * ItemCount + item]))
            .Where(contribution => float.IsFinite(contribution.Change)).OrderByDescending(contribution => Math.Abs(contribution.Change))];
    }
}
