using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;

namespace DeepRec.AspNetCore.Tests;

public sealed class EventStoreTests(Bundles bundles)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EventsComeBackOldestFirstWithinTheBounds()
    {
        var store = new MemoryEventStore<string, int>(new MemoryEventStoreOptions { EventsPerUser = 3, Users = 2 });
        foreach (int item in Enumerable.Range(1, 5)) await store.AppendAsync("a", new(item), Cancelled);
        await store.AppendAsync("b", new(6), Cancelled);
        Assert.Equal([3, 4, 5], Items(await store.ReadAsync("a", Cancelled)));

        await store.AppendAsync("a", new(7), Cancelled);
        await store.AppendAsync("c", new(8), Cancelled);
        Assert.Equal([4, 5, 7], Items(await store.ReadAsync("a", Cancelled)));
        Assert.Empty(await store.ReadAsync("b", Cancelled)); // who did something longest ago
        Assert.Equal([8], Items(await store.ReadAsync("c", Cancelled)));
        Assert.Empty(await store.ReadAsync("nobody", Cancelled));
    }

    [Fact]
    public async Task ConcurrentEventsOfOneUserLoseNothing()
    {
        var store = new MemoryEventStore<string, int>(new MemoryEventStoreOptions { EventsPerUser = 8000 });
        await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
        {
            for (int i = 0; i < 1000; i++) await store.AppendAsync("a", new(writer * 1000 + i), Cancelled);
        }, Cancelled)));

        var events = Items(await store.ReadAsync("a", Cancelled)).ToArray();
        Assert.Equal(Enumerable.Range(0, 8000), events.Order());
        foreach (int writer in Enumerable.Range(0, 8)) Assert.Equal(Enumerable.Range(writer * 1000, 1000), events.Where(item => item / 1000 == writer));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    public void BoundsBelowOneAreRefused(int events, int users) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new MemoryEventStore<string, int>(new MemoryEventStoreOptions { EventsPerUser = events, Users = users }));

    [Fact]
    public async Task WithoutTheStoreRecommendationsGoOnAndNothingIsAcknowledged()
    {
        var store = new BrokenStore();
        await using var service = await ShopService.StartAsync(bundles.First, services => services.AddSingleton<IRecentEventStore<string, string>>(store));
        using var recommender = Recommender.LoadRanking<string, string>(bundles.First);

        Assert.Equal(recommender.Recommend("u1", 5), await service.Ranking.RecommendAsync("u1", 5, cancellationToken: Cancelled));
        Assert.Equal("Degraded", await Health(service));
        using var refused = await service.Client.PostAsJsonAsync("/shop/events", new { user = "u1", item = bundles.Items[0] }, Cancelled);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.DoesNotContain(BrokenStore.Secret, await refused.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);

        store.IsBroken = false;
        using var stored = await service.Client.PostAsJsonAsync("/shop/events", new { user = "u1", item = bundles.Items[0] }, Cancelled);
        Assert.Equal(HttpStatusCode.NoContent, stored.StatusCode);
        Assert.Equal("Healthy", await Health(service));
    }

    private static IEnumerable<int> Items(IReadOnlyList<RecentEvent<int>> events) => events.Select(one => one.Item);

    private static async Task<string> Health(ShopService service) => await (await service.Client.GetAsync("/health", Cancelled)).Content.ReadAsStringAsync(Cancelled);

    private sealed class BrokenStore : IRecentEventStore<string, string>
    {
        public const string Secret = "password=1234";

        public bool IsBroken { get; set; } = true;

        public ValueTask AppendAsync(string user, RecentEvent<string> recent, CancellationToken cancellationToken = default) =>
            IsBroken ? throw new IOException(Secret) : ValueTask.CompletedTask;

        public ValueTask<IReadOnlyList<RecentEvent<string>>> ReadAsync(string user, CancellationToken cancellationToken = default) =>
            IsBroken ? throw new IOException(Secret) : new([]);
    }
}
