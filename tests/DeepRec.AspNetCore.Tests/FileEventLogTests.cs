namespace DeepRec.AspNetCore.Tests;

public sealed class FileEventLogTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("deeprec-log-").FullName;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private string Log => Path.Combine(_folder, "events.jsonl");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task EventsComeBackInTheirOrderFromAnyPosition()
    {
        var at = new DateTimeOffset(2026, 5, 4, 3, 2, 1, TimeSpan.FromHours(2));
        using (var log = new FileEventLog<int, string>(Log))
        {
            await log.AppendAsync(7, new RecentEvent<string>("lamp \n \"ü\"") { At = at, Values = new Dictionary<string, object?> { ["Action"] = "buy", ["Stars"] = 4.0, ["Gift"] = true, ["Note"] = null } }, Cancelled);
            await log.AppendAsync(8, new RecentEvent<string>("desk"), Cancelled);
        }

        using var again = new FileEventLog<int, string>(Log);
        var events = await again.ReadAsync(0, 10, Cancelled);
        Assert.Equal([(7, "lamp \n \"ü\"", at), (8, "desk", null)], events.Select(one => (one.User, one.Event.Item, one.Event.At)));
        Assert.Equal(new Dictionary<string, object?> { ["Action"] = "buy", ["Stars"] = 4.0, ["Gift"] = true, ["Note"] = null }, events[0].Event.Values);
        Assert.Equal("desk", Assert.Single(await again.ReadAsync(events[0].Position, 10, Cancelled)).Event.Item);
        Assert.Single(await again.ReadAsync(0, 1, Cancelled));
        Assert.Empty(await again.ReadAsync(await again.EndAsync(Cancelled), 10, Cancelled));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await again.ReadAsync(1 << 20, 10, Cancelled));
    }

    [Fact]
    public async Task AHalfLineIsCutOffAndTheNextOneIsWhole()
    {
        using (var log = new FileEventLog<string, string>(Log)) await log.AppendAsync("a", new RecentEvent<string>("x"), Cancelled);
        await File.AppendAllTextAsync(Log, "{\"User\":\"b\",\"It", Cancelled);

        using var again = new FileEventLog<string, string>(Log);
        await again.AppendAsync("c", new RecentEvent<string>("z"), Cancelled);

        Assert.Equal(["a", "c"], (await again.ReadAsync(0, 10, Cancelled)).Select(one => one.User));
    }

    [Fact]
    public async Task ConcurrentEventsLoseNothing()
    {
        using var log = new FileEventLog<int, int>(Log);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(user => Task.Run(async () =>
        {
            for (int item = 0; item < 50; item++) await log.AppendAsync(user, new RecentEvent<int>(item), Cancelled);
        }, Cancelled)));

        var events = await log.ReadAsync(0, int.MaxValue, Cancelled);
        Assert.Equal(400, events.Count);
        for (int user = 0; user < 8; user++) Assert.Equal(Enumerable.Range(0, 50), events.Where(one => one.User == user).Select(one => one.Event.Item));
    }
}
