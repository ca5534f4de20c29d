using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DeepRec.Load;

/// <summary>The service that is put under load: a ranker, a model of ratings, and an endpoint that does nothing.</summary>
internal static class LoadService
{
    /// <summary>Serves until it is ended. Tells its address on a line of its own.</summary>
    /// <param name="folder">Where the bundles lie.</param>
    /// <param name="redis">Where recent events are kept; <see langword="null"/>: in memory.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task RunAsync(string folder, string? redis, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var recommenders = builder.Services.AddDeepRec()
            .AddRanking<string, string>("shop", file => (file.Path, file.PollInterval) = (LoadBundles.RankingIn(folder), TimeSpan.FromMilliseconds(200)))
            .AddRating<string, string>("ratings", file => file.Path = LoadBundles.RatingIn(folder));
        if (redis is not null) recommenders.UseRedisEvents<string, string>(options => options.Configuration = redis);
        builder.Services.AddHealthChecks().AddDeepRec();
        await using var app = builder.Build();
        app.MapGet("/nothing/{user}", (string user) => new { user });
        app.MapRanking<string, string>("/shop");
        app.MapRating<string, string>("/ratings");
        app.MapHealthChecks("/health");
        app.MapGet("/memory", () => Environment.WorkingSet >> 20);
        await app.StartAsync(cancellationToken);
        Console.WriteLine(app.Urls.Single());
        await app.WaitForShutdownAsync(cancellationToken);
    }
}
