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
    public void AFileThatGoesWhileItIsReadEndsNothingAndIsReadAgain() => WithFile((path, write) =>
    {
        bool goes = false;
        using var model = Model(path, () =>
        {
            if (goes) System.IO.File.Delete(path);
            System.IO.File.OpenRead(path).Dispose();
            return new Watched();
        });
        model.Load();
        string before = model.Version!.Sha256;
        write("another");
        goes = true;
        model.Check();
        Assert.NotNull(model.Failure);
        model.Check(); // not there

        goes = false;
        write("another");
        model.Check();
        Assert.Null(model.Failure);
        Assert.NotEqual(before, model.Version.Sha256);
    });

    [Fact]
    public void AGoodBundleThatComesWhileABadOneIsReadIsServedNext() => WithFile((path, write) =>
    {
        using var model = Model(path, () =>
        {
            if (System.IO.File.ReadAllText(path) != "bad") return new Watched();
            write("a good one");
            throw new InvalidBundleException("It is bad.");
        });
        model.Load();
        string before = model.Version!.Sha256;
        write("bad");
        model.Check();
        Assert.Equal((before, "It is bad."), (model.Version.Sha256, model.Failure));
        model.Check();
        Assert.NotEqual(before, model.Version.Sha256);
        Assert.Null(model.Failure);
    });

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

    // A model of a file with some text, which is written whole.
    private static void WithFile(Action<string, Action<string>> test)
    {
        string folder = Directory.CreateTempSubdirectory("deeprec-reload-").FullName, path = System.IO.Path.Combine(folder, "m.deeprec");
        System.IO.File.WriteAllText(path, "one");
        test(path, text => System.IO.File.WriteAllText(path, text));
        Directory.Delete(folder, recursive: true);
    }

    private static ModelFile<Watched> Model(string path, Func<Watched> load)
    {
        var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        return new ModelFile<Watched>("m", new ModelFileOptions { Path = path }, _ => load(), _ => { }, new DeepRecMetrics(services.GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>()), TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
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
