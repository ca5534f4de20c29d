using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Console = DeepRec.Tests.Documentation.CapturedConsole;

namespace DeepRec.Tests.Documentation;

/// <summary>The C# of docs/guide/evaluation.md and docs/guide/serving.md: evaluation, recommendation, saving, serving.</summary>
internal static class SnippetsGuideServing
{
    public static RatingReport Evaluate(Recommender<int, string> recommender, Dataset test)
    {
        var report = recommender.Evaluate(test);
        Console.WriteLine(report); // MSE, RMSE, MAE and R² of all rows and of each segment

        var strangers = report.Segments.FirstOrDefault(segment => segment.Name == "unknown users");
        if (strangers is not null) Console.WriteLine($"{strangers.Metrics.Count} rows of unknown users: RMSE {strangers.Metrics.RootMeanSquaredError:F4}");
        return report;
    }

    public static void Recommend(Recommender<int, string> recommender)
    {
        foreach (var (item, score) in recommender.Recommend(7, count: 10)) Console.WriteLine($"{item} {score:F2}");

        var options = new RecommendOptions<string>
        {
            Context = new Dictionary<string, object?> { ["Device"] = "phone" },
            IncludeRated = true,
            Exclude = ["sofa"],
            Allow = ["lamp", "sofa", "desk", "chair"],
        };
        foreach (var recommendation in recommender.Recommend(7, count: 3, options))
        {
            Console.WriteLine($"{recommendation.Item} {recommendation.Score:F2} {recommendation.Rung}");
        }
    }

    public static float[] Predict(Recommender<int, string> recommender, Dataset test)
    {
        float known = recommender.Predict(7, "lamp");
        float stranger = recommender.Predict(999, "lamp", new Dictionary<string, object?> { ["Device"] = "phone" });
        float[] many = recommender.Predict(test);
        return [known, stranger, .. many];
    }

    public static float SaveAndLoad(Recommender<int, string> recommender)
    {
        recommender.Save("shop.deeprec");
        using var loaded = Recommender.Load<int, string>("shop.deeprec");
        return loaded.Predict(7, "lamp");
    }

    public static void Serve(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddSingleton(_ => Recommender.Load<int, string>("shop.deeprec"));

        var app = builder.Build();
        app.MapGet("/users/{user}/recommendations", (int user, string? device, Recommender<int, string> recommender) =>
            recommender.Recommend(user, count: 10, new RecommendOptions<string> { Context = new Dictionary<string, object?> { ["Device"] = device } })
                .Select(r => new { r.Item, r.Score, Rung = r.Rung.ToString() }));
        app.Run();
    }
}
