using Microsoft.AspNetCore.Http;

namespace DeepRec.AspNetCore;

/// <summary>What is answered to requests about one model of ratings.</summary>
/// <param name="service">The model.</param>
/// <param name="options">Bounds.</param>
internal sealed class RatingEndpoints<TUser, TItem>(RatingService<TUser, TItem> service, RecommenderEndpointOptions options)
    where TUser : notnull
    where TItem : notnull
{
    public RatingAnswer OfPair(string user, string item) => Answer(RequestBody.IdOf<TUser>(user, "user"), RequestBody.IdOf<TItem>(item, "item"), null);

    public async ValueTask<RatingAnswer> Rate(HttpContext http)
    {
        var request = await RequestBody.ReadAsync<RatingRequest<TUser, TItem>>(http, options.MaximumBodyBytes).ConfigureAwait(false);
        RequestBody.Bound(request.Context?.Count, "context", options);
        return Answer(request.User, request.Item, BodyValues.Of(request.Context));
    }

    public RatingListAnswer<TItem> OfUser(HttpContext http, string user)
    {
        var query = http.Request.Query;
        var wanted = new RecommendOptions<TItem>
        {
            Exclude = [.. query["exclude"].Select(text => RequestBody.IdOf<TItem>(text ?? "", "exclude"))],
            IncludeRated = RequestBody.TruthOf(RequestBody.FirstOf(query, "includeRated"), "includeRated"),
        };
        var (version, items) = service.AnswerList(RequestBody.IdOf<TUser>(user, "user"), RequestBody.CountOf(RequestBody.FirstOf(query, "count"), options.MaximumCount), wanted);
        return new RatingListAnswer<TItem>(version, [.. items.Select(one => new RatedItem<TItem>(one.Item, one.Score, RungNames<ColdStartRung>.Of(one.Rung)))]);
    }

    public async ValueTask<IResult> Record(HttpContext http)
    {
        var request = await RequestBody.ReadAsync<RatedRequest<TUser, TItem>>(http, options.MaximumBodyBytes).ConfigureAwait(false);
        RequestBody.Bound(request.Context?.Count, "context", options);
        await service.RecordAsync(RequestBody.Given(request.User, "user"), RequestBody.Given(request.Item, "item"), request.Rating, request.At, BodyValues.Of(request.Context), http.RequestAborted).ConfigureAwait(false);
        return TypedResults.NoContent();
    }

    private RatingAnswer Answer(TUser? user, TItem? item, IReadOnlyDictionary<string, object?>? context)
    {
        var (version, rating) = service.Answer(user, item, context);
        return new RatingAnswer(version, rating);
    }
}
