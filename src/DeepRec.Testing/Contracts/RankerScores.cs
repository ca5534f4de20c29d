using DeepRec.Encoders;
using DeepRec.Models;
using static TorchSharp.torch;

namespace DeepRec.Testing;

/// <summary>What a ranker says of the checkerboard, in evaluation mode, as numbers; shapes are checked.</summary>
internal static class RankerScores
{
    public static readonly int[] AllUsers = [.. Enumerable.Range(0, RankedCheckerboard.Users.Length)];

    /// <summary>Shape [users × items].</summary>
    public static float[] Of(ItemRanker ranker, params int[] users) => Of(ranker, () => RankedCheckerboard.Requests(ranker, users));

    /// <summary>Shape [users × items], items encoded and scored so many at a time.</summary>
    public static float[] InBlocks(ItemRanker ranker, int size)
    {
        int items = RankedCheckerboard.Inputs.ItemCount;
        var scores = new float[AllUsers.Length * items];
        foreach (int[] block in Enumerable.Range(0, items).Chunk(size))
        {
            float[] part = Of(ranker, () => RankedCheckerboard.Requests(ranker, AllUsers), () => RankedCheckerboard.Items(block));
            for (int user = 0; user < AllUsers.Length; user++) part.AsSpan(user * block.Length, block.Length).CopyTo(scores.AsSpan(user * items + block[0]));
        }

        return scores;
    }

    /// <summary>Shape [6 × items]: requests of which nothing is known.</summary>
    public static float[] OfUnknown(ItemRanker ranker) => Of(ranker, () => RankedCheckerboard.Unknown(ranker));

    /// <summary>Each user with one item. Shape [users].</summary>
    public static float[] OfPairs(ItemRanker ranker, int[] items)
    {
        ranker.eval();
        using var scope = NewDisposeScope();
        using var inference = inference_mode();
        var scores = ranker.ScorePairs(ranker.EncodeRequests(RankedCheckerboard.Requests(ranker, AllUsers)), ranker.EncodeItems(RankedCheckerboard.Items(items))); // [B]
        if (scores.Dimensions != 1 || scores.shape[0] != items.Length)
        {
            throw Contract.Broken($"a score for each pair, shape [{items.Length}]", $"shape {TensorValues.Shape(scores)}", "end ScorePairs with a vector of the pairs: sum along the axis of the features");
        }

        return TensorValues.Of(scores);
    }

    private static float[] Of(ItemRanker ranker, Func<FeatureBatch> requests, Func<FeatureBatch>? items = null)
    {
        if (ranker.training) ranker.eval();
        using var scope = NewDisposeScope();
        using var inference = inference_mode();
        FeatureBatch asked = requests(), candidates = (items ?? RankedCheckerboard.AllItems)();
        var scores = ranker.call(asked, candidates); // [B, K]
        if (scores.Dimensions != 2 || scores.shape[0] != asked.Size || scores.shape[1] != candidates.Size)
        {
            throw Contract.Broken($"a score for each request and item, shape [{asked.Size}, {candidates.Size}]", $"shape {TensorValues.Shape(scores)}", "end Score with a matrix of requests by items");
        }

        return TensorValues.Of(scores);
    }
}
