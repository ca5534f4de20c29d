using DeepRec.AspNetCore;
using Microsoft.Extensions.DependencyInjection;
using Console = DeepRec.Tests.Documentation.CapturedConsole;

namespace DeepRec.Tests.Documentation;

/// <summary>The C# of docs/guide/online-learning.md. What the service does is tested by DeepRec.AspNetCore's tests.</summary>
internal static class SnippetsGuideOnlineLearning
{
    public static RankingRecommender<string, string> Train(TrainingSet train)
    {
        var recommender = Recommender.TrainRanking<string, string>(train, new RankingOptions { KeepOptimizerState = true });
        return recommender;
    }

    public static int Update(RankingRecommender<string, string> recommender, Dataset today)
    {
        using var updated = recommender.Update(today, new UpdateOptions { ReplayShare = 0.7 });
        var report = updated.LastUpdate!;
        Console.WriteLine($"{report.Interactions} new interactions, {report.NewUsers} users, {report.NewItems} items; {report.Staleness?.TotalDays:F0} days behind, drift {report.ItemDrift:F2}");
        updated.Save("shop.deeprec");
        return updated.ItemCount;
    }

    public static int UpdateRatings(TrainingSet train, Dataset today)
    {
        var ratings = Recommender.Train<string, string>(train, RecommenderOptions.Recommended with { KeepOptimizerState = true });
        using var later = ratings.Update(today);
        Console.WriteLine($"{later.LastUpdate!.Interactions} ratings learned, {later.LastUpdate.NewUsers} users and {later.LastUpdate.NewItems} items new");
        ratings.Dispose();
        return later.ItemCount;
    }

    public static void Serve(IServiceCollection services)
    {
        services.AddDeepRec()
            .AddRanking<string, string>("shop", file => file.Path = "shop.deeprec")
            .AddOnlineLearning<string, string>("shop", options =>
            {
                options.Folder = "bundles";
                options.Events = 1000;
                options.Update = new UpdateOptions { ReplayShare = 0.7 };
            });
    }

    public static void ServeRatings(IServiceCollection services)
    {
        services.AddDeepRec()
            .AddRating<string, string>("stars", file => file.Path = "stars.deeprec")
            .AddOnlineLearning<string, string>("stars", options => options.Folder = "bundles");
    }

    public static async Task Rate(RatingService<string, string> ratings)
    {
        await ratings.RecordAsync("u1", "i7", rating: 4.5f);
    }

    public static async Task Back(OnlineLearner<string, string> learner)
    {
        var update = await learner.UpdateAsync(); // now, rather than when it is due
        Console.WriteLine($"{update.Outcome}: NDCG@10 {update.Served:F4} served, {update.Candidate:F4} of the candidate");
        await learner.RollbackAsync(learner.Versions[0].Number);
    }
}
