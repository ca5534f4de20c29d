namespace DeepRec.Tests.Selection;

public sealed class SettingsSearchTests
{
    private static readonly SearchSpace Space = new(SearchDimension.Grid("rate", 1, 2, 3), SearchDimension.Choice("layers", "64", "none"));

    [Fact]
    public void AGridFindsTheBestInItsOrder()
    {
        var result = Search(settings => settings.Rate + (settings.Layers == "none" ? 0 : 0.5), new SettingsSearchOptions { Method = SearchMethod.Grid, Direction = SearchDirection.Maximize });

        Assert.Equal([1.5, 1, 2.5, 2, 3.5, 3], result.Trials.Select(t => t.Objective!.Value));
        Assert.Equal((4, new Settings(3, "64"), SearchEnd.Exhausted), (result.Best!.Number, result.BestOptions, result.End));
        Assert.Equal([4, 5, 2, 3, 0, 1], result.Ranked.Select(t => t.Number));
    }

    [Theory]
    [InlineData(SearchDirection.Minimize)]
    [InlineData(SearchDirection.Maximize)]
    public void OfEqualOnesTheFirstIsKept(SearchDirection direction)
    {
        var result = Search(_ => 7, new SettingsSearchOptions { Method = SearchMethod.Grid, Direction = direction });

        Assert.Equal((0, new Settings(1, "64")), (result.Best!.Number, result.BestOptions));
        Assert.Equal([0, 1, 2, 3, 4, 5], result.Ranked.Select(t => t.Number));
    }

    [Fact]
    public void TheSameSeedTriesTheSamePoints()
    {
        string[] Points(int seed) => [.. Search(s => s.Rate, new SettingsSearchOptions { Trials = 4, Seed = seed }).Trials.Select(t => t.Point.ToString())];

        Assert.Equal(Points(1), Points(1));
        Assert.NotEqual(Points(1), Points(2));
    }

    [Fact]
    public void AFailureIsWrittenDownAndDoesNotEndTheSearch()
    {
        var result = Search(
            settings => settings switch
            {
                { Rate: 1, Layers: "64" } => throw new InvalidOperationException("Too deep."),
                { Rate: 1 } => double.NaN,
                { Rate: 2, Layers: "64" } => double.NegativeInfinity,
                _ => settings.Rate,
            },
            new SettingsSearchOptions { Method = SearchMethod.Grid });

        Assert.Equal(["InvalidOperationException: Too deep.", "The objective is NaN.", "The objective is -Infinity.", null, null, null], result.Trials.Select(t => t.Failure));
        Assert.Equal([null, null, null, 2.0, 3.0, 3.0], result.Trials.Select(t => t.Objective));
        Assert.Equal([3, 4, 5, 0, 1, 2], result.Ranked.Select(t => t.Number));
        Assert.Equal(3, result.Best!.Number);
    }

    [Fact]
    public void WhereAllFailTheStartIsKept()
    {
        var result = Search(_ => double.NaN, new SettingsSearchOptions());

        Assert.Null(result.Best);
        Assert.Equal(new Settings(), result.BestOptions);
    }

    [Fact]
    public void TheNumberOfTrialsIsAnEnd()
    {
        int runs = 0;
        var result = Search(_ => runs++, new SettingsSearchOptions { Trials = 4 });

        Assert.Equal((4, 4, SearchEnd.Trials), (runs, result.Trials.Count, result.End));
    }

    [Fact]
    public void TheTimeIsAnEndAndARunningTrialIsNotCutShort()
    {
        // The clock goes on by one second a trial.
        var result = Search(_ => 1, new SettingsSearchOptions { TimeLimit = TimeSpan.FromSeconds(2.5), Time = new SteppedTime() });

        Assert.Equal((3, SearchEnd.Time), (result.Trials.Count, result.End));
        Assert.All(result.Trials, trial => Assert.Equal(1, trial.Seconds));
    }

    [Fact]
    public void ACancelledSearchEndsWithTheTrialThatRuns()
    {
        using var source = new CancellationTokenSource();
        int runs = 0;
        var search = new SettingsSearch<Settings>(new Settings(), Space, Settings.Apply, (_, token) =>
        {
            if (++runs == 2) source.Cancel();
            token.ThrowIfCancellationRequested();
            return 1;
        });

        Assert.Throws<OperationCanceledException>(() => search.Run(source.Token));
        Assert.Equal(2, runs);
    }

    [Fact]
    public void TheResultIsATableTheBestFirst()
    {
        var result = Search(settings => settings.Rate == 2 ? throw new InvalidOperationException("No\nway.") : settings.Rate / 3, new SettingsSearchOptions { Method = SearchMethod.Grid, Direction = SearchDirection.Maximize, Trials = 4, Time = new SteppedTime() });

        Assert.Equal(
            """
            trial  rate  layers  objective  seconds  failure
            -----  ----  ------  ---------  -------  -------------------------------
                0     1  64       0.333333      1.0
                1     1  none     0.333333      1.0
                2     2  64                     1.0  InvalidOperationException: No way.
                3     2  none                   1.0  InvalidOperationException: No way.
            """.Replace("-------------------------------", "----------------------------------", StringComparison.Ordinal) + "\n", result.ToString());
    }

    [Fact]
    public void ProgressIsToldOfEachTrial()
    {
        var told = new ToldTrials();
        var result = Search(settings => settings.Rate, new SettingsSearchOptions { Progress = told });

        Assert.Equal(result.Trials, told);
    }

    [Fact]
    public void AGridThroughARangeIsRefusedAtOnce() =>
        Assert.Contains("'rate' is a range", Assert.Throws<ArgumentException>(() => new SettingsSearch<Settings>(
            new Settings(), new SearchSpace(SearchDimension.Uniform("rate", 0, 1)), Settings.Apply, (_, _) => 1, new SettingsSearchOptions { Method = SearchMethod.Grid })).Message, StringComparison.Ordinal);

    [Fact]
    public void OptionsCheckThemselves()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new SettingsSearchOptions { Trials = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new SettingsSearchOptions { TimeLimit = TimeSpan.Zero });
        Assert.Throws<ArgumentOutOfRangeException>(() => new SettingsSearchOptions { Method = (SearchMethod)9 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new SettingsSearchOptions { Direction = (SearchDirection)9 });
    }

    private static SearchResult<Settings> Search(Func<Settings, double> objective, SettingsSearchOptions options) =>
        new SettingsSearch<Settings>(new Settings(), Space, Settings.Apply, (settings, _) => objective(settings), options).Run(TestContext.Current.CancellationToken);
}
