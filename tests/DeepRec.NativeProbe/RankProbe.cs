using System.Globalization;
using DeepRec.Models;

namespace DeepRec.NativeProbe;

/// <summary>What a saved recommender of rankings does, and what of TorchSharp is loaded after it.</summary>
internal static class RankProbe
{
    public static int Run(string bundle, string user)
    {
        try
        {
            Serve(bundle, user);
            return 0;
        }
        catch (TorchNotAvailableException)
        {
            Console.WriteLine(nameof(TorchNotAvailableException));
            return 1;
        }
    }

    private static void Serve(string bundle, string user)
    {
        using var recommender = Recommender.LoadRanking<string, string>(bundle);
        var all = new RankingRequestOptions<string> { IncludeMet = true };
        foreach (var best in recommender.Recommend(user, 3, all)) Console.WriteLine($"{best.Item} {best.Score.ToString("R", CultureInfo.InvariantCulture)}");
        Console.WriteLine(recommender.RecommendBatch([user, "nobody", null], 2, all).Sum(list => list.Count));
        Console.WriteLine(recommender.SimilarItems(recommender.Items[0], 2).Count);
        Console.WriteLine(recommender.Explain(user, recommender.Items[0]).Item == recommender.Items[0]);
        if (recommender.ModelOptions is ItemRankerOptions)
        {
            using var wider = recommender.WithItems([new NewItem("new")]);
            Console.WriteLine(wider.Probabilities(user).Count - recommender.ItemCount);
        }

        recommender.Save(bundle + ".again");
        LoadedTorch.Write();
    }

    private sealed record NewItem([Item] string ItemId);
}
