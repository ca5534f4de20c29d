using DeepRec.AspNetCore;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace DeepRec.Tests.Documentation;

/// <summary>The C# of docs/guide/web-service.md. Served by the tests of DeepRec.AspNetCore.</summary>
internal static class SnippetsGuideWebService
{
    public static void Serve(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddDeepRec()
            .AddRanking<string, string>("shop", file => file.Path = "shop.deeprec");
        builder.Services.AddHealthChecks().AddDeepRec();
        builder.Services.AddProblemDetails();

        var app = builder.Build();
        app.UseStatusCodePages();
        app.MapRanking<string, string>("/shop");
        app.MapHealthChecks("/health");
        app.Run();
    }

    public static void KeepInRedis(WebApplicationBuilder builder)
    {
        builder.Services.AddDeepRec()
            .AddRanking<string, string>("shop", file => file.Path = "shop.deeprec")
            .UseRedisEvents<string, string>(redis => redis.Configuration = "localhost:6379");
    }

    public static void Ask(WebApplication app)
    {
        app.MapGet("/hello/{user}", async (string user, RankingService<string, string> shop) =>
            await shop.RecommendAsync(user, count: 3));
        app.MapGet("/size", ([FromKeyedServices("shop")] RankingService<string, string> shop) =>
            shop.Use(recommender => recommender.ItemCount));
    }

    public static async Task<IReadOnlyList<RankedRecommendation<string>>> Record(RankingService<string, string> shop)
    {
        await shop.RecordAsync("anna", new RecentEvent<string>("lamp"));
        var next = await shop.RecommendAsync("anna", count: 5);
        return next;
    }
}
