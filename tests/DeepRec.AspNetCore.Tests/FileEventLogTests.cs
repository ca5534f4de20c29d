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
    public async Task AValueThatWouldNotComeBackIsRefusedAndHoldsUpNoOther()
    {
        using var log = new FileEventLog<string, string>(Log);
        var values = new Dictionary<string, object?> { ["Vector"] = new float[] { 1, 2 } };
        await Assert.ThrowsAsync<ArgumentException>(async () => await log.AppendAsync("a", new RecentEvent<string>("x") { Values = values }, Cancelled));
        await log.AppendAsync("b", new RecentEvent<string>("y"), Cancelled);
        Assert.Equal(["b"], (await log.ReadAsync(0, 10, Cancelled)).Select(one => one.User));
    }

    [Fact]
    public async Task AValueThatAnEarlierVersionKeptIsMissing()
    {
        await File.WriteAllTextAsync(Log, """{"User":"a","Item":"x","At":null,"Values":{"Vector":[1,2],"Stars":4}}""" + "\n", Cancelled);
        using var log = new FileEventLog<string, string>(Log);
        Assert.Equal(new Dictionary<string, object?> { ["Vector"] = null, ["Stars"] = 4.0 }, Assert.Single(await log.ReadAsync(0, 10, Cancelled)).Event.Values);
    }

    [Fact]
    public async Task ALogLongerThanAnArrayIsReadFromItsBeginning()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A hole in a file would be written out.");
        using (var log = new FileEventLog<string, string>(Log)) for (int i = 0; i < 5; i++) await log.AppendAsync($"u{i}", new RecentEvent<string>("x"), Cancelled);
        await using (var file = new FileStream(Log, FileMode.Open))
        {
            file.Position = 3L << 30; // a hole, which takes no room
            file.WriteByte((byte)'\n');
        }

        using var again = new FileEventLog<string, string>(Log);
        Assert.Equal(["u0", "u1", "u2"], (await again.ReadAsync(0, 3, Cancelled)).Select(one => one.User));
    }

    [Fact]
    public async Task LinesOfAnyLengthAreReadWhole()
    {
        using var log = new FileEventLog<int, string>(Log);
        int[] lengths = [1, 65_400, 65_470, 65_536, 200_000, 0, 130_000];
        for (int i = 0; i < lengths.Length; i++) await log.AppendAsync(i, new RecentEvent<string>(new string('x', lengths[i])), Cancelled);
        var events = await log.ReadAsync(0, int.MaxValue, Cancelled);
        Assert.Equal(lengths, events.Select(one => one.Event.Item.Length));
        for (int i = 0; i < lengths.Length; i++) Assert.Equal(i + 1 < lengths.Length ? [i + 1] : [], (await log.ReadAsync(events[i].Position, 1, Cancelled)).Select(one => one.User));
    }

    [Fact]
    public async Task ALogThatCouldNotBeShortenedGoesOn()
    {
        using var log = new FileEventLog<string, string>(Log);
        await log.AppendAsync("a", new RecentEvent<string>("x"), Cancelled);
        await log.AppendAsync("b", new RecentEvent<string>("x"), Cancelled);
        long first = (await log.ReadAsync(0, 1, Cancelled))[0].Position;
        File.Move(Log, Log + ".away");
        Directory.CreateDirectory(Log); // no file can take its place
        await Assert.ThrowsAnyAsync<Exception>(async () => await log.TrimAsync(first, Cancelled));
        await Assert.ThrowsAnyAsync<Exception>(async () => await log.AppendAsync("c", new RecentEvent<string>("x"), Cancelled));
        Directory.Delete(Log);
        File.Move(Log + ".away", Log);

        await log.AppendAsync("c", new RecentEvent<string>("x"), Cancelled).AsTask().WaitAsync(TimeSpan.FromMinutes(1), Cancelled);
        await log.TrimAsync(first, Cancelled);

        Assert.Equal(["b", "c"], (await log.ReadAsync(0, 10, Cancelled)).Select(one => one.User));
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
