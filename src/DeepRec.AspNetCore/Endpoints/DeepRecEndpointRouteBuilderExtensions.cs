using System.Diagnostics.CodeAnalysis;
using DeepRec.AspNetCore;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Endpoints of DeepRec's models.</summary>
public static class DeepRecEndpointRouteBuilderExtensions
{
    /// <summary>
    /// Maps a model of rankings: <c>GET users/{user}/recommendations</c> (count, exclude, includeMet), <c>POST recommendations</c> (user, count, exclude, allow, recent, context,
    /// includeMet, diversity), <c>GET items/{item}/similar</c> (count), <c>POST events</c> (user, item, at, values) and <c>GET version</c>. What is wrong with a request is told as problem details.
    /// </summary>
    /// <typeparam name="TUser">The type of user ids.</typeparam>
    /// <typeparam name="TItem">The type of item ids.</typeparam>
    /// <param name="endpoints">The service's.</param>
    /// <param name="prefix">What all paths begin with.</param>
    /// <param name="model">The model's name; <see langword="null"/>: the first one of these types.</param>
    /// <param name="configure">Bounds.</param>
    /// <returns>All of them, to be given authorization, limits and the like.</returns>
    /// <exception cref="InvalidOperationException">There is no such model.</exception>
    public static RouteGroupBuilder MapRanking<TUser, TItem>(
        this IEndpointRouteBuilder endpoints, [StringSyntax("Route")] string prefix, string? model = null, Action<RecommenderEndpointOptions>? configure = null)
        where TUser : notnull
        where TItem : notnull
    {
        var (group, options, filter) = Group(endpoints, prefix, configure);
        var service = Served<RankingService<TUser, TItem>>(endpoints.ServiceProvider, model);
        var answers = new RankingEndpoints<TUser, TItem>(service, options);
        var take = new EndpointParameters<TUser, TItem>(options);
        group.MapGet("/users/{user}/recommendations", (HttpContext http, string user) => answers.OfUser(http, user))
            .Describe<RecommendAnswer<TItem>>("Recommends items for a user.", "The list, best first.", filter).Takes(take.User, take.Count, take.Exclude, take.IncludeMet);
        group.MapPost("/recommendations", (HttpContext http) => answers.Recommend(http))
            .Describe<RecommendAnswer<TItem>>("Recommends items by all that a request can say.", "The list, best first.", filter).TakesBody<RecommendRequest<TUser, TItem>>(options);
        group.MapGet("/items/{item}/similar", (HttpContext http, string item) => answers.Similar(http, item))
            .Describe<SimilarAnswer<TItem>>("Tells the items most like one.", "The list, most alike first; empty for an item that is not known.", filter).Takes(take.Item, take.Count);
        group.MapPost("/events", (HttpContext http) => answers.Record(http))
            .AddEndpointFilter(filter).WithSummary("Records what a user did.").AnswersNothing("The event is stored.").Fails("The event was not stored; it may be sent again.").TakesBody<EventRequest<TUser, TItem>>(options);
        group.MapGet("/version", () => service.Version)
            .Describe<ModelVersion>("Tells which bundle answers.", "The bundle.", filter);
        return group;
    }

    /// <summary>
    /// Maps a model of ratings: <c>GET users/{user}/items/{item}/rating</c>, <c>POST rating</c> (user, item, context), <c>GET users/{user}/recommendations</c> (count, exclude,
    /// includeRated), where it <see cref="DeepRecBuilder.AddOnlineLearning{TUser, TItem}">learns</see> <c>POST ratings</c> (user, item, rating, at, context), and <c>GET version</c>.
    /// </summary>
    /// <inheritdoc cref="MapRanking{TUser, TItem}(IEndpointRouteBuilder, string, string?, Action{RecommenderEndpointOptions}?)"/>
    public static RouteGroupBuilder MapRating<TUser, TItem>(
        this IEndpointRouteBuilder endpoints, [StringSyntax("Route")] string prefix, string? model = null, Action<RecommenderEndpointOptions>? configure = null)
        where TUser : notnull
        where TItem : notnull
    {
        var (group, options, filter) = Group(endpoints, prefix, configure);
        var service = Served<RatingService<TUser, TItem>>(endpoints.ServiceProvider, model);
        var answers = new RatingEndpoints<TUser, TItem>(service, options);
        var take = new EndpointParameters<TUser, TItem>(options);
        group.MapGet("/users/{user}/items/{item}/rating", (string user, string item) => answers.OfPair(user, item))
            .Describe<RatingAnswer>("Predicts the rating that a user would give an item.", "The rating.", filter).Takes(take.User, take.Item);
        group.MapPost("/rating", (HttpContext http) => answers.Rate(http))
            .Describe<RatingAnswer>("Predicts a rating by all that a request can say.", "The rating.", filter).TakesBody<RatingRequest<TUser, TItem>>(options);
        group.MapGet("/users/{user}/recommendations", (HttpContext http, string user) => answers.OfUser(http, user))
            .Describe<RatingListAnswer<TItem>>("Tells the items with the best predicted ratings.", "The list, best first.", filter).Takes(take.User, take.Count, take.Exclude, take.IncludeRated);
        if (service.Learner is not null)
        {
            group.MapPost("/ratings", (HttpContext http) => answers.Record(http))
                .AddEndpointFilter(filter).WithSummary("Records a rating, to learn from it.").AnswersNothing("The rating is stored.").Fails("The rating was not stored; it may be sent again.").TakesBody<RatedRequest<TUser, TItem>>(options);
        }

        group.MapGet("/version", () => service.Version)
            .Describe<ModelVersion>("Tells which bundle answers.", "The bundle.", filter);
        return group;
    }

    private static (RouteGroupBuilder Group, RecommenderEndpointOptions Options, ProblemFilter Filter) Group(IEndpointRouteBuilder endpoints, string prefix, Action<RecommenderEndpointOptions>? configure)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(prefix);
        var options = new RecommenderEndpointOptions();
        configure?.Invoke(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaximumCount, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(options.MaximumListLength);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaximumBodyBytes, 1);
        return (endpoints.MapGroup(prefix), options, new ProblemFilter(endpoints.ServiceProvider.GetRequiredService<ILoggerFactory>().CreateLogger("DeepRec")));
    }

    private static TService Served<TService>(IServiceProvider services, string? model)
        where TService : notnull => model is null ? services.GetRequiredService<TService>() : services.GetRequiredKeyedService<TService>(model);

    private static RouteHandlerBuilder Describe<TAnswer>(this RouteHandlerBuilder endpoint, string summary, string answer, ProblemFilter filter) =>
        endpoint.AddEndpointFilter(filter).WithSummary(summary).Answers<TAnswer>(answer).Fails();
}
