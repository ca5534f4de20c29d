using static TorchSharp.torch;

namespace DeepRec.Encoders;

/// <summary>Gathers the <see cref="RatedHistories"/> of a batch from a graph of ratings.</summary>
/// <param name="graph">The training ratings.</param>
/// <param name="user">The input of the user's id.</param>
/// <param name="item">The input of the item's id.</param>
internal sealed class RatedHistorySource(RatingGraph graph, string user, string item)
{
    /// <summary>The histories of a batch's rows.</summary>
    /// <param name="batch">Rows.</param>
    /// <param name="leavesOwnOut">Whether the rows are of the graph, so that each must not read its own rating.</param>
    /// <param name="moments">Shape [B, 13], or nothing.</param>
    public RatedHistories Gather(FeatureBatch batch, bool leavesOwnOut, Tensor? moments)
    {
        ReadOnlySpan<long> users = TensorMemory.Span<long>(batch.Ids(user)), items = TensorMemory.Span<long>(batch.Ids(item));
        var ratings = leavesOwnOut ? TensorMemory.Span<float>(batch.Label) : [];
        return new RatedHistories(Bags(graph.Users, users, items, ratings), Bags(graph.Items, items, users, ratings), moments);
    }

    /// <summary>All bags of a side, each read by the row of its id: what is kept for scoring.</summary>
    public static RatedBags All(RatedSide side)
    {
        Tensor rows = Longs([.. Enumerable.Range(0, side.Count)]), counts = empty(side.Count, ScalarType.Float32); // [V], [V]
        var target = TensorMemory.Span<float>(counts);
        for (int id = 0; id < side.Count; id++) target[id] = side.CountOf(id);
        return new RatedBags(Longs(side.Others), TensorMemory.FromFloats(side.Ratings, side.Ratings.Length), Longs(side.Offsets), rows, counts, zeros(side.Count, ScalarType.Int64), zeros(side.Count, ScalarType.Float32));
    }

    /// <summary>One bag that every row reads.</summary>
    /// <param name="ids">The other side's, shape [N].</param>
    /// <param name="ratings">Shape [N].</param>
    /// <param name="rows">B.</param>
    public static RatedBags One(ReadOnlySpan<int> ids, ReadOnlySpan<float> ratings, int rows) => new(
        Longs(ids), TensorMemory.FromFloats(ratings, ratings.Length), Longs([0, ids.Length]), zeros(rows, ScalarType.Int64),
        zeros(rows, ScalarType.Float32).Plus(ids.Length), zeros(rows, ScalarType.Int64), zeros(rows, ScalarType.Float32)); // [N], [N], [2], 4 × [B]

    private static RatedBags Bags(RatedSide side, ReadOnlySpan<long> own, ReadOnlySpan<long> others, ReadOnlySpan<float> ratings)
    {
        var bagOf = new int[side.Count];
        var distinct = new List<int>();
        int entries = 0;
        foreach (long id in own)
        {
            if (bagOf[id] != 0) continue;
            distinct.Add((int)id);
            bagOf[id] = distinct.Count;
            entries += side.CountOf((int)id);
        }

        Tensor ids = empty(entries, ScalarType.Int64), values = empty(entries, ScalarType.Float32), offsets = empty(distinct.Count + 1, ScalarType.Int64); // [N], [N], [S + 1]
        Span<long> idTarget = TensorMemory.Span<long>(ids), offsetTarget = TensorMemory.Span<long>(offsets);
        var valueTarget = TensorMemory.Span<float>(values);
        int place = 0;
        for (int bag = 0; bag < distinct.Count; bag++)
        {
            offsetTarget[bag] = place;
            var range = side.Offsets[distinct[bag]]..side.Offsets[distinct[bag] + 1];
            foreach (int other in side.Others.AsSpan(range)) idTarget[place++] = other;
            side.Ratings.AsSpan(range).CopyTo(valueTarget[(int)offsetTarget[bag]..]);
        }

        offsetTarget[^1] = place;
        Tensor rows = empty(own.Length, ScalarType.Int64), counts = empty(own.Length, ScalarType.Float32), ownIds = zeros(own.Length, ScalarType.Int64), ownRatings = zeros(own.Length, ScalarType.Float32); // 4 × [B]
        Span<long> rowTarget = TensorMemory.Span<long>(rows), ownTarget = TensorMemory.Span<long>(ownIds);
        Span<float> countTarget = TensorMemory.Span<float>(counts), ownRatingTarget = TensorMemory.Span<float>(ownRatings);
        for (int b = 0; b < own.Length; b++)
        {
            bool isIn = ratings.Length > 0 && RatingGraph.IsKnown((int)own[b]) && RatingGraph.IsKnown((int)others[b]);
            (rowTarget[b], countTarget[b]) = (bagOf[own[b]] - 1, side.CountOf((int)own[b]) - (isIn ? 1 : 0));
            if (isIn) (ownTarget[b], ownRatingTarget[b]) = (others[b], ratings[b]);
        }

        return new RatedBags(ids, values, offsets, rows, counts, ownIds, ownRatings);
    }

    private static Tensor Longs(ReadOnlySpan<int> values)
    {
        var tensor = empty(values.Length, ScalarType.Int64);
        var target = TensorMemory.Span<long>(tensor);
        for (int i = 0; i < target.Length; i++) target[i] = values[i];
        return tensor;
    }
}
