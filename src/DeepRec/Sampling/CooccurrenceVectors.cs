using System.Numerics.Tensors;

namespace DeepRec;

/// <summary>
/// A vector for each item from who stands near whom in the users' sequences: start values of an item table.
/// <code>
/// C_ij = Σ over pairs at most 9 apart of 0.7^(gap − 1), both ways      d_i = Σ_j C_ij
/// x_ij = C_ij / √((d_i + 2)(d_j + 2)) ≈ U S Vᵀ                           e_i = row i of U √S      E_i = e_i / (‖e_i‖ + 0.05)
/// </code>
/// Pairs of an item with itself count for nothing.
/// </summary>
internal static class CooccurrenceVectors
{
    private const int LargestGap = 9;
    private const double Decay = 0.7;
    private const double Shrinkage = 2;
    private const float Softening = 0.05f;

    /// <summary>Shape [items × dimension]; zero for an item without neighbours, and in columns beyond the rank of x.</summary>
    public static float[] Of(Interactions interactions, int dimension, ulong seed, CancellationToken cancellationToken = default)
    {
        var rows = new float[interactions.ItemCount * dimension];
        if (interactions.ItemCount == 0) return rows;
        var svd = TruncatedSvd.Of(Normalized(interactions), dimension, seed, iterations: 8, tolerance: 1e-4, cancellationToken);
        for (int item = 0; item < interactions.ItemCount; item++)
        {
            var row = rows.AsSpan(item * dimension, svd.Rank);
            for (int i = 0; i < row.Length; i++) row[i] = svd.Left[item * svd.Rank + i] * MathF.Sqrt(svd.SingularValues[i]);
            TensorPrimitives.Divide(row, TensorPrimitives.Norm<float>(row) + Softening, row);
        }

        return rows;
    }

    private static SparseMatrix Normalized(Interactions interactions)
    {
        var counts = Counts(interactions);
        var factors = new float[interactions.ItemCount];
        for (int item = 0; item < factors.Length; item++)
        {
            double degree = 0;
            foreach (float value in counts.ValuesOf(item)) degree += value;
            factors[item] = (float)(1 / Math.Sqrt(degree + Shrinkage));
        }

        return counts.Scaled(factors, factors);
    }

    private static SparseMatrix Counts(Interactions interactions)
    {
        var places = PlacesByItem(interactions);
        var weights = new float[LargestGap];
        for (int gap = 1; gap <= LargestGap; gap++) weights[gap - 1] = (float)Math.Pow(Decay, gap - 1);
        var sums = new SparseRows(interactions.ItemCount);
        int[] userOf = UserOfPlaces(interactions);
        for (int item = 0, k = 0; item < interactions.ItemCount; item++)
        {
            for (; k < places.Length && interactions.Items[places[k]] == item; k++)
            {
                int place = places[k], user = userOf[place];
                int first = Math.Max(interactions.Offsets[user], place - LargestGap), last = Math.Min(interactions.Offsets[user + 1] - 1, place + LargestGap);
                for (int other = first; other <= last; other++)
                {
                    if (interactions.Items[other] != item) sums.Add(interactions.Items[other], weights[Math.Abs(other - place) - 1]);
                }
            }

            sums.EndRow();
        }

        return sums.ToMatrix();
    }

    // Positions of the interactions, grouped by item.
    private static int[] PlacesByItem(Interactions interactions)
    {
        var next = new int[interactions.ItemCount + 1];
        for (int item = 0; item < interactions.ItemCount; item++) next[item + 1] = next[item] + interactions.ItemCounts[item];
        var places = new int[interactions.Count];
        for (int place = 0; place < places.Length; place++) places[next[interactions.Items[place]]++] = place;
        return places;
    }

    private static int[] UserOfPlaces(Interactions interactions)
    {
        var users = new int[interactions.Count];
        for (int user = 0; user < interactions.UserCount; user++) users.AsSpan(interactions.Offsets[user]..interactions.Offsets[user + 1]).Fill(user);
        return users;
    }
}
