namespace DeepRec;

/// <summary>The scorer of <see cref="ImplicitAlsOptions"/>.</summary>
/// <param name="popularity">Shape [I].</param>
/// <param name="options">The settings.</param>
/// <param name="items">y, shape [I × K].</param>
internal sealed class ImplicitAlsScorer(float[] popularity, ImplicitAlsOptions options, float[] items) : HistoryScorer(popularity, decay: 1)
{
    private readonly ConfidenceEquations _equations = new(items, options);

    protected override void Score(RankingRequests requests, HistoryWeights history, Span<float> scores, bool[] says)
    {
        var users = new float[requests.Count * options.Dimension]; // [B × K]
        var workspace = _equations.Workspace();
        for (int request = 0; request < requests.Count; request++)
        {
            history.Read(requests.HistoryOf(request));
            if (says[request] = history.Items.Length > 0) _equations.Solve(history.Items, workspace, users.AsSpan(request * options.Dimension, options.Dimension));
        }

        DotProducts.Add(users, items, options.Dimension, scores);
    }

    protected override IReadOnlyList<NamedArray> Learned() => [NamedArray.From<float>("items", items, ItemCount, options.Dimension)];
}
