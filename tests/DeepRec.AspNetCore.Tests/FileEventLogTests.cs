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
    public async Task WhatIsForgottenIsGoneAndThePositionsOfTheRestStay()
    {
        long[] positions;
        using (var log = new FileEventLog<int, string>(Log))
        {
            for (int user = 0; user < 5; user++) await log.AppendAsync(user, new RecentEvent<string>($"item {user}"), Cancelled);
            positions = [.. (await log.ReadAsync(0, 10, Cancelled)).Select(one => one.Position)];
            long length = new FileInfo(Log).Length;
            await log.TrimAsync(positions[1], Cancelled);
            await log.TrimAsync(positions[2], Cancelled);
            await log.TrimAsync(positions[0], Cancelled); // forgotten already
            Assert.True(new FileInfo(Log).Length < length);
            Assert.Equal([3, 4], (await log.ReadAsync(0, 10, Cancelled)).Select(one => one.User));
            await log.AppendAsync(5, new RecentEvent<string>("item 5"), Cancelled);
            await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await log.TrimAsync(1 << 20, Cancelled));
        }

        using var again = new FileEventLog<int, string>(Log);
        Assert.Equal([(positions[3], 3), (positions[4], 4), (await again.EndAsync(Cancelled), 5)], (await again.ReadAsync(positions[1], 10, Cancelled)).Select(one => (one.Position, one.User)));
        Assert.Equal([5], (await again.ReadAsync(positions[4], 10, Cancelled)).Select(one => one.User));
        await again.TrimAsync(await again.EndAsync(Cancelled), Cancelled);
        Assert.Empty(await again.ReadAsync(0, 10, Cancelled));
        await again.AppendAsync(6, new RecentEvent<string>("item 6"), Cancelled);
        Assert.Equal([6], (await again.ReadAsync(0, 10, Cancelled)).Select(one => one.User));
    }

    [Fact]
    public async Task WhatAProcessLeftThatEndedWhileItForgotIsNoLog()
    {
        using (var log = new FileEventLog<string, string>(Log)) await log.AppendAsync("a", new RecentEvent<string>("x"), Cancelled);
        await File.WriteAllTextAsync(Log + ".trimmed.tmp", "{\"ForgottenUnt", Cancelled);

        using var again = new FileEventLog<string, string>(Log);

        Assert.Equal("a", Assert.Single(await again.ReadAsync(0, 10, Cancelled)).User);
        Assert.Equal([Log], Directory.GetFiles(_folder));
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
