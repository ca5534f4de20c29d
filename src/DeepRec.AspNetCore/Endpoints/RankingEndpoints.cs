using Microsoft.AspNetCore.Http;

namespace DeepRec.AspNetCore;

/// <summary>What is answered to requests about one model of rankings.</summary>
/// <param name="service">The model.</param>
/// <param name="options">Bounds.</param>
internal sealed class RankingEndpoints<TUser, TItem>(RankingService<TUser, TItem> service, RecommenderEndpointOptions options)
    where TUser : notnull
    where TItem : notnull
{
    private static readonly RankingRequestOptions<TItem> Plain = new();

    public ValueTask<RecommendAnswer<TItem>> OfUser(HttpContext http, string user)
    {
        var query = http.Request.Query;
        var excluded = query["exclude"];
        bool includeMet = RequestBody.TruthOf(RequestBody.FirstOf(query, "includeMet"), "includeMet");
        var wanted = excluded.Count == 0 && !includeMet ? Plain : new RankingRequestOptions<TItem>
        {
            Exclude = [.. excluded.Select(text => RequestBody.IdOf<TItem>(text ?? "", "exclude"))],
            IncludeMet = includeMet,
        };
        return Recommend(RequestBody.IdOf<TUser>(user, "user"), RequestBody.CountOf(RequestBody.FirstOf(query, "count"), options.MaximumCount), wanted, http.RequestAborted);
    }

    public async ValueTask<RecommendAnswer<TItem>> Recommend(HttpContext http)
    {
        var request = await RequestBody.ReadAsync<RecommendRequest<TUser, TItem>>(http, options.MaximumBodyBytes).ConfigureAwait(false);
        RequestBody.Bound(request.Exclude?.Count, "exclude", options);
        RequestBody.Bound(request.Allow?.Count, "allow", options);
        RequestBody.Bound(request.Recent?.Count, "recent", options);
        RequestBody.Bound(request.Context?.Count, "context", options);
        if (request.Diversity is not (>= 0 and < 1)) throw new BadRequestException($"diversity {request.Diversity} does not lie in [0, 1).");
        var wanted = new RankingRequestOptions<TItem>
        {
            Exclude = [.. request.Exclude?.Select(id => RequestBody.Given(id, "exclude")) ?? []],
            Allow = request.Allow?.Select(id => RequestBody.Given(id, "allow")).ToArray(),
            RecentEvents = [.. request.Recent?.Select(one => RequestBody.Given(one, "recent", "an event").ToEvent()) ?? []],
            Context = BodyValues.Of(request.Context),
            IncludeMet = request.IncludeMet,
            Diversity = request.Diversity,
        };
        return await Recommend(request.User, RequestBody.Held(request.Count, options.MaximumCount), wanted, http.RequestAborted).ConfigureAwait(false);
    }

    public SimilarAnswer<TItem> Similar(HttpContext http, string item)
    {
        var (version, items) = service.Similar(RequestBody.IdOf<TItem>(item, "item"), RequestBody.CountOf(RequestBody.FirstOf(http.Request.Query, "count"), options.MaximumCount));
        return new SimilarAnswer<TItem>(version, items);
    }

    public async ValueTask<IResult> Record(HttpContext http)
    {
        var request = await RequestBody.ReadAsync<EventRequest<TUser, TItem>>(http, options.MaximumBodyBytes).ConfigureAwait(false);
        RequestBody.Bound(request.Values?.Count, "values", options);
        await service.RecordAsync(RequestBody.Given(request.User, "user"), new RecentEvent<TItem>(RequestBody.Given(request.Item, "item")) { At = request.At, Values = BodyValues.Of(request.Values) }, http.RequestAborted).ConfigureAwait(false);
        return TypedResults.NoContent();
    }

    private async ValueTask<RecommendAnswer<TItem>> Recommend(TUser? user, int count, RankingRequestOptions<TItem> wanted, CancellationToken cancellationToken)
    {
        var (version, items) = await service.AnswerAsync(user, count, wanted, cancellationToken).ConfigureAwait(false);
        var told = new RecommendedItem<TItem>[items.Count];
        for (int i = 0; i < told.Length; i++) told[i] = new RecommendedItem<TItem>(items[i].Item, items[i].Score, RungNames<RankingRung>.Of(items[i].Rung), items[i].Reason);
        return new RecommendAnswer<TItem>(version, told);
    }
}
