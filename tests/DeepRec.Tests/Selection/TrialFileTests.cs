using DeepRec.Tests.Tensors;

namespace DeepRec.Tests.Selection;

/// <summary>Searches that go on from their file.</summary>
public sealed class TrialFileTests : IDisposable
{
    private static readonly SearchSpace Space = new(SearchDimension.LogUniform("rate", 1e-3, 1), SearchDimension.Choice("layers", "64", "none"));
    private readonly TemporaryFolder _folder = new();
    private readonly List<Settings> _run = [];

    private string File => _folder.File("search.jsonl");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ASearchThatGoesOnRunsOnlyWhatIsLeftAndGivesTheSameTable()
    {
        string whole = Search(8, _folder.File("whole.jsonl")).ToString();
        Settings[] all = [.. _run];
        _run.Clear();

        Search(3, File);
        Assert.Equal(all[..3], _run);
        var result = Search(8, File);

        Assert.Equal(all, _run);
        Assert.Equal(whole, result.ToString());
        Assert.Equal(all[result.Best!.Number], result.BestOptions);
        Assert.Equal(System.IO.File.ReadAllText(_folder.File("whole.jsonl")), System.IO.File.ReadAllText(File));
    }

    [Fact]
    public void FailedTrialsAreNotRunAgain()
    {
        Search(6, File);
        int before = _run.Count;
        var result = Search(6, File);

        Assert.Equal((6, 6), (before, _run.Count));
        Assert.Contains(result.Trials, trial => trial.Failure == "InvalidOperationException: No layers.");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    public void ALastLineCutShortIsRunAgain(int cut)
    {
        string whole = Search(4, File).ToString();
        string text = System.IO.File.ReadAllText(File);
        _run.Clear();
        System.IO.File.WriteAllText(File, text[..^cut]);

        Assert.Equal(whole, Search(4, File).ToString());
        Assert.Single(_run);
        Assert.Equal(text, System.IO.File.ReadAllText(File));
    }

    [Fact]
    public void ACancelledSearchKeepsItsFinishedTrials()
    {
        using var source = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => Create(9, File, trial =>
        {
            if (trial == 2) source.Cancel();
        }).Run(source.Token));
        Assert.Equal(2, System.IO.File.ReadAllLines(File).Length - 1);
        _run.Clear();

        Assert.Equal(5, Search(5, File).Trials.Count);
        Assert.Equal(3, _run.Count);
    }

    [Fact]
    public void TheTimeOfTheFileCounts()
    {
        Search(4, File);

        var result = new SettingsSearch<Settings>(new Settings(), Space, Settings.Apply, Objective, new SettingsSearchOptions { Path = File, TimeLimit = TimeSpan.FromSeconds(5), Time = new SteppedTime() }).Run(TestContext.Current.CancellationToken);

        Assert.Equal((5, SearchEnd.Time), (result.Trials.Count, result.End));
    }

    [Fact]
    public void AnotherSearchsFileIsRefused()
    {
        Search(2, File);
        var other = new SettingsSearch<Settings>(new Settings(), Space, Settings.Apply, Objective, new SettingsSearchOptions { Path = File, Seed = 7 });

        string message = Assert.Throws<InvalidDataException>(() => other.Run(TestContext.Current.CancellationToken)).Message;
        Assert.Contains("holds another search", message, StringComparison.Ordinal);
        Assert.Contains("seed 7: rate log-uniform in 0.001…1; layers in 64, none", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("{\"trial\":5,\"point\":{\"rate\":1,\"layers\":\"64\"},\"objective\":1,\"failure\":null,\"seconds\":1}")]
    [InlineData("{\"trial\":0,\"point\":{\"depth\":1},\"objective\":1,\"failure\":null,\"seconds\":1}")]
    [InlineData("{\"trial\":0,\"point\":{\"rate\":1,\"layers\":\"64\"},\"objective\":null,\"failure\":null,\"seconds\":1}")]
    public void DamageBeforeTheLastLineIsRefusedByItsLine(string line)
    {
        Search(2, File);
        string[] lines = System.IO.File.ReadAllLines(File);
        System.IO.File.WriteAllLines(File, [lines[0], line, lines[2]]);

        Assert.Contains("Line 2 of the file", Assert.Throws<InvalidDataException>(() => Search(2, File)).Message, StringComparison.Ordinal);
    }

    private SearchResult<Settings> Search(int trials, string path) => Create(trials, path, _ => { }).Run(TestContext.Current.CancellationToken);

    private SettingsSearch<Settings> Create(int trials, string path, Action<int> before) => new(
        new Settings(), Space, Settings.Apply,
        (settings, token) =>
        {
            before(_run.Count);
            token.ThrowIfCancellationRequested();
            return Objective(settings, token);
        },
        new SettingsSearchOptions { Trials = trials, Path = path, Time = new SteppedTime() });

    private double Objective(Settings settings, CancellationToken cancellationToken)
    {
        _run.Add(settings);
        return settings.Layers == "none" ? throw new InvalidOperationException("No layers.") : Math.Abs(Math.Log10(settings.Rate) + 2);
    }
}
