using System.Net;
using System.Net.Http.Json;
using DeepRec.Redis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace DeepRec.AspNetCore.Tests.Redis;

public sealed class RedisServiceTests(Bundles bundles)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AnEventToldToOneServiceChangesTheNextAnswerOfAnother()
    {
        await using var server = await RedisServer.StartAsync();
        await using var first = await ShopService.StartAsync(bundles.First, services => Use(services, server));
        await using var second = await ShopService.StartAsync(bundles.First, services => Use(services, server));
        using var recommender = Recommender.LoadRanking<string, string>(bundles.First);
        var before = await second.Ranking.RecommendAsync("stranger", 5, cancellationToken: Cancelled);

        using var stored = await first.Client.PostAsJsonAsync("/shop/events", new { user = "stranger", item = before[0].Item, at = "2026-11-26T08:00:00Z" }, Cancelled);
        var after = await second.Ranking.RecommendAsync("stranger", 5, cancellationToken: Cancelled);

        Assert.Equal(HttpStatusCode.NoContent, stored.StatusCode);
        var told = new RankingRequestOptions<string> { RecentEvents = [new(before[0].Item) { At = new(2026, 11, 26, 8, 0, 0, TimeSpan.Zero) }] };
        Assert.Equal(recommender.Recommend("stranger", 5, told), after);
        Assert.NotEqual(before.Select(one => one.Item), after.Select(one => one.Item));
    }

    [Fact]
    public async Task ARedisThatIsKilledAndComesBackCostsNoRecommendation()
    {
        await using var server = await RedisServer.StartAsync();
        await using var service = await ShopService.StartAsync(bundles.First, services => Use(services, server));
        await Stored(service, HttpStatusCode.NoContent, bundles.Items[0]);
        Assert.Equal("Healthy", await Health(service));

        await server.KillAsync();
        using var answer = await service.Client.GetAsync("/shop/users/u1/recommendations", Cancelled);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await Stored(service, HttpStatusCode.ServiceUnavailable, bundles.Items[1]);
        Assert.Equal("Degraded", await Health(service));

        await server.RestartAsync();
        for (int i = 0; await TryStore(service, bundles.Items[2]) != HttpStatusCode.NoContent; i++)
        {
            Assert.True(i < 600, "The service did not find Redis again.");
            await Task.Delay(100, Cancelled);
        }

        Assert.Equal("Healthy", await Health(service));
        await using var store = new RedisEventStore<string, string>(new RedisEventStoreOptions { Configuration = server.Configuration, Timeout = TimeSpan.FromSeconds(20) });
        Assert.Equal([bundles.Items[0], bundles.Items[2]], (await store.ReadAsync("u1", Cancelled)).Select(one => one.Item));
    }

    [Fact]
    public async Task AServiceStartsWithoutRedis()
    {
        await using var service = await ShopService.StartAsync(bundles.First, services => services.AddDeepRec().UseRedisEvents<string, string>(redis => redis.Configuration = "127.0.0.1:1,connectTimeout=100"));
        using var answer = await service.Client.GetAsync("/shop/users/u1/recommendations", Cancelled);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("Degraded", await Health(service));
    }

    [Fact]
    public async Task TheConnectionOfTheServiceIsTakenWhereNoneIsConfigured()
    {
        await using var server = await RedisServer.StartAsync();
        await using var connection = await ConnectionMultiplexer.ConnectAsync(server.Configuration);
        await using var service = await ShopService.StartAsync(bundles.First, services =>
        {
            services.AddSingleton<IConnectionMultiplexer>(connection);
            services.AddDeepRec().UseRedisEvents<string, string>(redis => redis.KeyPrefix = "mine:");
        });
        await Stored(service, HttpStatusCode.NoContent, "lamp");
        Assert.Equal(1, await connection.GetDatabase().ListLengthAsync("mine:u1"));
    }

    [Theory]
    [InlineData(null, 50, 500, "no IConnectionMultiplexer")]
    [InlineData("127.0.0.1:1", 0, 500, "EventsPerUser 0 is below 1")]
    [InlineData("127.0.0.1:1", 50, 0, "Timeout 00:00:00")]
    [InlineData("127.0.0.1:1,colour=red", 50, 500, "none of StackExchange.Redis")]
    public async Task OptionsAreCheckedWhenTheHostStarts(string? configuration, int events, int milliseconds, string message)
    {
        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => ShopService.StartAsync(bundles.First, services => services.AddDeepRec().UseRedisEvents<string, string>(redis =>
            (redis.Configuration, redis.EventsPerUser, redis.Timeout) = (configuration, events, TimeSpan.FromMilliseconds(milliseconds)))));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    private static void Use(IServiceCollection services, RedisServer server) =>
        services.AddDeepRec().UseRedisEvents<string, string>(redis => (redis.Configuration, redis.Timeout) = (server.Configuration, TimeSpan.FromSeconds(20)));

    private static async Task Stored(ShopService service, HttpStatusCode expected, string item) => Assert.Equal(expected, await TryStore(service, item));

    private static async Task<HttpStatusCode> TryStore(ShopService service, string item)
    {
        using var answer = await service.Client.PostAsJsonAsync("/shop/events", new { user = "u1", item }, Cancelled);
        return answer.StatusCode;
    }

    private static async Task<string> Health(ShopService service) => await (await service.Client.GetAsync("/health", Cancelled)).Content.ReadAsStringAsync(Cancelled);
}
