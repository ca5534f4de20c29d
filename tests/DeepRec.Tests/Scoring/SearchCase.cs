namespace DeepRec.Tests.Scoring;

/// <summary>A random catalogue with queries, and what a loop over all pairs and a full sort make of it.</summary>
internal sealed class SearchCase
{
    private readonly int _width;

    /// <param name="seed">Of all that is random.</param>
    /// <param name="batch">Queries.</param>
    /// <param name="items">Items.</param>
    /// <param name="width">The length of a vector.</param>
    /// <param name="count">K.</param>
    /// <param name="isCoarse">Whether vectors are of few different numbers, so that many scores are equal.</param>
    public SearchCase(int seed, int batch, int items, int width, int count, bool isCoarse)
    {
        var random = new SeededRandom((ulong)seed);
        _width = width;
        Vectors = [.. Enumerable.Range(0, items * width).Select(_ => isCoarse ? random.NextInt(3) - 1f : (float)random.NextGaussian())];
        float[] queries = [.. Enumerable.Range(0, batch * width).Select(_ => isCoarse ? random.NextInt(3) - 1f : (float)random.NextGaussian())];
        bool[] barred = [.. Enumerable.Range(0, items).Select(_ => random.NextInt(4) == 0)];
        int[][] met = [.. Enumerable.Range(0, batch).Select(_ => Enumerable.Range(0, items).Where(_ => random.NextInt(5) == 0).ToArray())];
        Task = new SearchTask(queries, count) { Barred = random.NextInt(2) == 0 ? barred : null, Met = random.NextInt(2) == 0 ? ItemLists.Of(met) : null, Places = random.NextInt(2) == 0 ? Permutation.Of(items, (ulong)seed) : null };
    }

    /// <summary>Shape [items × width].</summary>
    public float[] Vectors { get; }

    public SearchTask Task { get; init; }

    public ItemPanels Panels => ItemPanels.Of(Vectors, _width);

    /// <summary>The score of an item for a query, number by number.</summary>
    public float Score(int query, int item)
    {
        float sum = 0;
        for (int d = 0; d < _width; d++) sum = MathF.FusedMultiplyAdd(Task.Queries[query * _width + d], Vectors[item * _width + d], sum);
        return sum;
    }

    /// <summary>What a query is to find.</summary>
    public (float Score, int Place)[] Expected(int query) => [.. Enumerable.Range(0, Vectors.Length / _width)
        .Where(item => Task.Barred?[item] != true && Task.Met?.Of(query).Contains(item) != true)
        .Select(item => (Score: FiniteScores.Held(Score(query, item)), Place: Task.Places?[item] ?? item))
        .OrderByDescending(one => one.Score).ThenBy(one => one.Place).Take(Task.Count)];

    /// <summary>What each query finds.</summary>
    public (float Score, int Place)[][] Found(PanelSearch search)
    {
        int batch = Task.Queries.Length / _width;
        var found = new (float, int)[batch * Task.Count];
        var counts = new int[batch];
        search.Best(Task, found, counts);
        return [.. counts.Select((count, query) => found[(query * Task.Count)..(query * Task.Count + count)])];
    }

    /// <summary>Holds what is found against what is to be.</summary>
    public void Check(PanelSearch search)
    {
        var found = Found(search);
        for (int query = 0; query < found.Length; query++) Assert.Equal(Expected(query), found[query]);
    }
}
