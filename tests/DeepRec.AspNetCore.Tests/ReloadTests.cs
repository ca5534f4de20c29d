using System.Net;
using Microsoft.Extensions.DependencyInjection;

namespace DeepRec.AspNetCore.Tests;

public sealed class ReloadTests(Bundles bundles)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ANewBundleAnswersWithoutARestart()
    {
        await using var service = await ShopService.StartAsync(bundles.First, poll: Poll);
        string before = service.Ranking.Version.Sha256;
        using var second = Recommender.LoadRanking<string, string>(bundles.Second);

        Bundles.Put(bundles.Second, service.Model);
        await Until(() => service.Ranking.Version.Sha256 != before);

        Assert.Equal(second.Recommend("u1", 5), await service.Ranking.RecommendAsync("u1", 5, cancellationToken: Cancelled));
    }

    [Fact]
    public async Task ABundleThatDoesNotLoadLeavesTheOldOneAndDegradesHealth()
    {
        await using var service = await ShopService.StartAsync(bundles.First);
        var file = File(service);
        var before = service.Ranking.Version;
        Assert.Equal("Healthy", await Health(service));

        await System.IO.File.WriteAllTextAsync(service.Model + ".bad", "no bundle", Cancelled);
        Bundles.Put(service.Model + ".bad", service.Model);
        file.Check();
        Assert.Equal(before, service.Ranking.Version);
        Assert.NotEmpty(await service.Ranking.RecommendAsync("u1", 5, cancellationToken: Cancelled));
        Assert.Equal("Degraded", await Health(service));

        Bundles.Put(bundles.First, service.Model); // the one that is served
        file.Check();
        Assert.Equal("Healthy", await Health(service));
        Assert.Equal(before, service.Ranking.Version);

        Bundles.Put(bundles.Second, service.Model);
        file.Check();
        Assert.NotEqual(before, service.Ranking.Version);
    }

    [Fact]
    public async Task AFileThatIsGoneForAWhileIsToldOnceAndTakenUpAgain()
    {
        await using var service = await ShopService.StartAsync(bundles.First);
        System.IO.File.Delete(service.Model);
        File(service).Check();
        Assert.Equal("Degraded", await Health(service));

        Bundles.Put(bundles.Second, service.Model);
        File(service).Check();
        Assert.Equal("Healthy", await Health(service));
    }

    [Fact]
    public async Task AFileThatWasTouchedIsNotLoadedAgain()
    {
        await using var service = await ShopService.StartAsync(bundles.First);
        var before = service.Ranking.Version;
        System.IO.File.SetLastWriteTimeUtc(service.Model, new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        File(service).Check();
        Assert.Same(before, service.Ranking.Version);
    }

    [Fact]
    public async Task NoRequestFailsWhileBundlesAreExchanged()
    {
        await using var service = await ShopService.StartAsync(bundles.First);
        var file = File(service);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        int asked = 0;
        var readers = Enumerable.Range(0, 4).Select(reader => Task.Run(async () =>
        {
            while (!end.IsCancellationRequested)
            {
                using var response = await service.Client.GetAsync($"/shop/users/u{reader}/recommendations?count=3", Cancelled);
                Assert.Equal(HttpStatusCode.OK, response.StatusCode);
                Interlocked.Increment(ref asked);
            }
        }, Cancelled)).ToArray();

        for (int i = 0; i < 20; i++)
        {
            int before = Volatile.Read(ref asked);
            Bundles.Put(i % 2 == 0 ? bundles.Second : bundles.First, service.Model);
            file.Check();
            await Until(() => Volatile.Read(ref asked) > before + 3 || readers.Any(reader => reader.IsFaulted));
        }

        await end.CancelAsync();
        await Task.WhenAll(readers);
        Assert.Null(file.Failure);
    }

    [Fact]
    public async Task AHostWithoutItsBundleDoesNotStart()
    {
        var error = await Assert.ThrowsAnyAsync<InvalidBundleException>(() => ShopService.StartAsync(bundles.Ratings));
        Assert.Contains("rating", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AModelThatIsNotRequiredAnswersWhenItsFileIsThere()
    {
        string model = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"{Guid.NewGuid()}.deeprec");
        await using var service = await ShopService.StartAsync(bundles.First, services => services.AddDeepRec().AddRanking<string, string>("later", file => (file.Path, file.IsRequired, file.PollInterval) = (model, false, Poll)));
        var later = service.Services.GetRequiredKeyedService<RankingService<string, string>>("later");
        await Assert.ThrowsAsync<ModelUnavailableException>(async () => await later.RecommendAsync("u1", cancellationToken: Cancelled));
        Assert.Equal("Unhealthy", await Health(service));

        Bundles.Put(bundles.Second, model);
        await Until(() => later.IsLoaded);
        Assert.Equal("Healthy", await Health(service));
        Assert.NotEmpty(await later.RecommendAsync("u1", cancellationToken: Cancelled));
        System.IO.File.Delete(model);
    }

    [Fact]
    public void AModelIsDisposedOfWhenItsLastReaderLeaves()
    {
        var model = new Watched();
        var generation = new ModelGeneration<Watched>(model, new ModelVersion("m", "", default));
        Assert.True(generation.TryEnter());
        generation.Leave(); // retired
        Assert.Equal(0, model.Disposed);
        Assert.True(generation.TryEnter());
        generation.Leave();
        generation.Leave();
        Assert.Equal(1, model.Disposed);
        Assert.False(generation.TryEnter());
    }

    private static IModelFile File(ShopService service) => service.Services.GetRequiredService<IModelFile>();

    private static async Task<string> Health(ShopService service) => await (await service.Client.GetAsync("/health", Cancelled)).Content.ReadAsStringAsync(Cancelled);

    private static async Task Until(Func<bool> holds)
    {
        for (int i = 0; i < 3000 && !holds(); i++) await Task.Delay(10, Cancelled);
        Assert.True(holds());
    }

    private sealed class Watched : IDisposable
    {
        public int Disposed { get; private set; }

        public void Dispose() => Disposed++;
    }
}
