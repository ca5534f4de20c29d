using DeepRec.Encoders;
using DeepRec.Models;
using static TorchSharp.torch;

namespace DeepRec.Tests;

/// <summary>Small tasks of ranking, written down: item number i has the id i + 3.</summary>
internal static class Rankings
{
    public const int Reserved = 3;

    public static Interactions Interactions(int[][] histories, int items)
    {
        int[] offsets = [0, .. histories.Select((_, user) => histories.Take(user + 1).Sum(history => history.Length))];
        return new Interactions(offsets, [.. histories.SelectMany(history => history)], items, [.. Enumerable.Range(0, offsets[^1])]);
    }

    public static RankingRequests Requests(params int[][] histories)
    {
        var interactions = Interactions(histories, histories.SelectMany(history => history).DefaultIfEmpty().Max() + 1);
        return new RankingRequests([.. Enumerable.Range(0, histories.Length)], interactions.Offsets, interactions.Items);
    }

    public static IdColumn IdsOf(int items) => new([.. Enumerable.Range(Reserved, items)], items + Reserved);

    public static Dataset Ids(string name, params int[] ids) => Encoded.Rows((Feature.Category(name, FeatureRole.Context), new IdColumn(ids, ids.Max() + 1)));

    /// <summary>A catalogue of ids alone; requests by the user's id alone.</summary>
    public static RankingInputs Inputs(int users, int items) => new(
        [Encoded.Id("User", users + Reserved, FeatureRole.User)], [Encoded.Id("Item", items + Reserved, FeatureRole.Item)], Encoded.Rows((Feature.Item("Item"), IdsOf(items))));

    /// <summary>Histories of users known by their ids.</summary>
    public static RankingData Data(int[][] histories, int items)
    {
        int[] users = [.. histories.SelectMany((history, user) => history.Select(_ => user + Reserved))];
        return new RankingData(Inputs(histories.Length, items), Interactions(histories, items), Encoded.Rows((Feature.User("User"), new IdColumn(users, histories.Length + Reserved))));
    }

    /// <summary>The ids that each row sees, of those the newest.</summary>
    public static long[][] Seen(ItemSequences sequences, int length)
    {
        long[] ids = TensorMemory.Span<long>(sequences.Ids).ToArray(), ends = TensorMemory.Span<long>(sequences.Ends).ToArray();
        int widest = (int)sequences.Ids.shape[1], most = (int)sequences.Ends.shape[1];
        return [.. TensorMemory.Span<long>(sequences.Rows).ToArray().Select(row => ids.AsSpan((int)row / most * widest, (int)ends[row]).ToArray().TakeLast(length).ToArray())];
    }

    /// <summary>What a module gives for some rows, without a gradient.</summary>
    public static float[] Values(Func<Tensor> call)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        return TensorMemory.ToFloats(call());
    }
}
