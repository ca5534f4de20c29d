using DeepRec.AspNetCore;

namespace WebShop;

/// <summary>What the page behind the shop shows of learning from clicks, and what it may do about it.</summary>
public static class ShopLearning
{
    /// <summary>Lets the shop's model learn from clicks, with the settings of <c>Shop:Learning</c>, unless <c>Shop:Learns</c> is false.</summary>
    public static DeepRecBuilder AddLearning(this DeepRecBuilder recommenders, IConfiguration configuration, string folder) =>
        !configuration.GetValue("Shop:Learns", true) ? recommenders : recommenders.AddOnlineLearning<string, string>("shop", learning =>
        {
            learning.Folder = Path.Combine(folder, "learned");
            learning.Events = 50; // few visitors: it learns early
            learning.Interval = TimeSpan.FromMinutes(5);
            configuration.GetSection("Shop:Learning").Bind(learning);
        });

    /// <summary>Maps the state of learning, an update at once, and the way back to an earlier bundle.</summary>
    public static void MapLearning(this WebApplication app, string path)
    {
        if (app.Services.GetService<OnlineLearner<string, string>>() is not { } learner)
        {
            app.MapGet(path, () => new LearningState(Learns: false, [], null));
            return;
        }

        var shop = app.Services.GetRequiredService<RankingService<string, string>>();
        app.MapGet(path, State);
        app.MapPost(path, async (CancellationToken cancellationToken) =>
        {
            if (!shop.IsLoaded) return Results.Problem("The shop has no model yet.", statusCode: StatusCodes.Status503ServiceUnavailable);
            await learner.UpdateAsync(cancellationToken);
            return Results.Ok(State());
        });
        app.MapPost($"{path}/versions/{{number:int}}", async (int number, CancellationToken cancellationToken) =>
        {
            if (learner.Versions.All(version => version.Number != number)) return Results.Problem($"There is no bundle {number}.", statusCode: StatusCodes.Status404NotFound);
            await learner.RollbackAsync(number, cancellationToken);
            return Results.Ok(State());
        });

        LearningState State()
        {
            string? served = shop.IsLoaded ? shop.Version.Sha256 : null;
            return new LearningState(Learns: true, [.. learner.Versions.Select(version => new LearnedBundle(version.Number, version.MadeAt, version.NewestEvent, version.Sha256 == served))], learner.Last is { } last ? LearnedUpdate.Of(last) : null);
        }
    }
}
