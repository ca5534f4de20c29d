using System.Numerics.Tensors;
using DeepRec.Encoders;

namespace DeepRec.Models;

/// <summary>Start vectors of items that came after the training: half the direction of what those who met them had met just before, the rest random, as long as known items' vectors are on average.</summary>
internal static class NewItemVectors
{
    private const int Newest = 10; // items met before
    private const float Share = 0.5f; // of a vector of length 1; a mean alone would be closer to everybody than any known item is

    /// <param name="table">The items' vectors, by vocabulary id.</param>
    /// <param name="lessons">Who met what.</param>
    public static void Place(EmbeddingTable table, RankingLessons lessons)
    {
        var (interactions, inputs) = (lessons.Fresh, lessons.Data.Inputs);
        var ids = inputs.Catalogue.Column<IdColumn>(inputs.ItemId!.Name).Ids;
        var weights = TensorMemory.Span<float>(table.Weight);
        int width = table.Dimension;
        var sums = new Dictionary<int, float[]>(); // by item
        for (int user = 0; user < interactions.UserCount; user++)
        {
            for (int k = interactions.Offsets[user]; k < interactions.Offsets[user + 1]; k++)
            {
                int item = interactions.Items[k];
                if (item < lessons.KnownItems || !interactions.IsTarget(k)) continue;
                for (int before = Math.Max(interactions.Offsets[user], interactions.Before(k) - Newest); before < interactions.Before(k); before++)
                {
                    if (interactions.Items[before] >= lessons.KnownItems) continue;
                    if (!sums.TryGetValue(item, out float[]? sum)) sums.Add(item, sum = new float[width]);
                    var vector = weights.Slice(ids[interactions.Items[before]] * width, width);
                    float norm = TensorPrimitives.Norm<float>(vector);
                    if (norm > 0) TensorPrimitives.MultiplyAdd(vector, 1 / norm, sum, sum);
                }
            }
        }

        if (sums.Count == 0) return;
        float length = 0;
        for (int item = 0; item < lessons.KnownItems; item++) length += TensorPrimitives.Norm<float>(weights.Slice(ids[item] * width, width)) / lessons.KnownItems;
        foreach (var (item, sum) in sums)
        {
            float norm = TensorPrimitives.Norm<float>(sum);
            if (norm == 0) continue;
            var start = weights.Slice(ids[item] * width, width); // random
            float drawn = TensorPrimitives.Norm<float>(start), rest = drawn == 0 ? 0 : MathF.Sqrt(1 - (Share * Share)) * length / drawn;
            for (int i = 0; i < width; i++) start[i] = (Share * length / norm * sum[i]) + (rest * start[i]);
        }
    }
}
