using CsCheck;
using DeepRec.Preprocessing;

namespace DeepRec.Tests.Preprocessing;

public class TimeSinceLastEventTests
{
    private const ElapsedEncoding Both = ElapsedEncoding.Logarithm | ElapsedEncoding.Buckets;

    private static Dataset Log(params (string? User, double? Second)[] rows) => Rows.Events([.. rows.Select(row => (row.User, (string?)"i", 1f, row.Second))]);

    private static readonly Dataset Training = Log(("u", 100), ("v", 50), ("u", 0), ("u", 100), ("u", 4000), ("v", null), (null, 70));

    [Fact]
    public void TheNumberIsTheLogarithmOfTheSecondsSinceTheLastEarlierEvent()
    {
        var encoded = Rows.Fit(new TimeSinceLastEvent("at"), Training).Transform(Training);
        float hundred = (float)Math.Log(101), rest = (float)Math.Log(3901), mean = (float)((Math.Log(101) + Math.Log(101) + Math.Log(3901)) / 3);
        Assert.Equal([hundred, mean, mean, hundred, rest, mean, mean], Rows.NumbersOf(encoded, "at.since"));
        Assert.Equal([0, 1, 1, 0, 0, 1, 1], Rows.NumbersOf(encoded, "at.since.missing"));
        Assert.Equal(FeatureRole.Context, encoded.Schema["at.since"].Role);
    }

    [Fact]
    public void LaterRowsLookBackAtTraining()
    {
        var fitted = Rows.Fit(new TimeSinceLastEvent("at") { Encoding = Both }, Training);
        var encoded = fitted.Transform(Log(("u", 4000 + 86400), ("u", 2000), ("v", 51), ("v", 50), ("new", 5000), ("u", null), ("u", 4000.9)));
        Assert.Equal([7, 4, 3, 1, 1, 1, 5], Rows.IdsOf(encoded, "at.sincebucket"));
        Assert.Equal((float)Math.Log(1901), Rows.NumbersOf(encoded, "at.since")[1]);
        Assert.Equal(11, encoded.Column<IdColumn>("at.sincebucket").Cardinality);
    }

    [Fact]
    public void ABoundaryBelongsToTheLongerBucket()
    {
        var step = new TimeSinceLastEvent("at") { Encoding = ElapsedEncoding.Buckets, Boundaries = [TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(20)] };
        var encoded = Rows.Fit(step, Log(("u", 0))).Transform(Log(("u", 9), ("u", 10), ("u", 19), ("u", 20), ("u", 1e6), ("u", 0)));
        Assert.Equal([3, 4, 4, 5, 5, 1], Rows.IdsOf(encoded, "at.sincebucket"));
        Assert.False(encoded.Schema.Contains("at.since"));
    }

    [Fact]
    public void WithoutAnyGapAllIsMissing()
    {
        var encoded = Rows.Fit(new TimeSinceLastEvent("at"), Log(("u", 0))).Transform(Log(("u", 0), ("v", 7)));
        Assert.Equal([0, 0], Rows.NumbersOf(encoded, "at.since"));
        Assert.Equal([1, 1], Rows.NumbersOf(encoded, "at.since.missing"));
    }

    [Fact]
    public void NoRowSeesItselfOrAnythingLater() =>
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 40]).List[1, 25].Sample(events =>
        {
            (string? User, double? Second)[] log = [.. events.Select(e => ((string?)$"u{e.Item1}", (double?)e.Item2))];
            string?[] whole = Rows.TextsOf(Fitted(log).Transform(Log(log)), "at.sincebucket");
            for (int row = 0; row < log.Length; row++)
            {
                // What happened before this row's second is all that its value may rest on.
                (string?, double?)[] before = [.. log.Where(e => e.Second < log[row].Second)];
                int expected = before.Where(e => e.Item1 == log[row].User).Select(e => (int)(log[row].Second - e.Item2)!.Value).DefaultIfEmpty(-1).Min();
                string alone = before.Length == 0 ? "1" : Fitted(before).Transform(Log(log[row]))["at.sincebucket"].TextAt(0)!;
                Assert.Equal(alone, whole[row]);
                Assert.Equal(expected < 0 ? 1 : 3 + expected, int.Parse(whole[row]!, System.Globalization.CultureInfo.InvariantCulture));
            }

            static FittedStep Fitted((string? User, double? Second)[] rows) => Rows.Fit(
                new TimeSinceLastEvent("at") { Encoding = ElapsedEncoding.Buckets, Boundaries = [.. Enumerable.Range(1, 40).Select(s => TimeSpan.FromSeconds(s))] }, Log(rows));
        }, iter: 300);

    [Fact]
    public void AReloadedStepRemembersTheSame()
    {
        var fitted = Rows.Fit(new TimeSinceLastEvent("at") { Encoding = Both }, Training);
        var rows = Log(("u", 1e9), ("u", 50), ("v", 60), ("w", 60), (null, null));
        Rows.AssertSame(fitted.Transform(rows), Rows.Reloaded(fitted).Transform(rows));
        Assert.Equal(["63839664000 100 3900", "63839664050"], ((FittedTimeSinceLastEvent)fitted).Seen.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1 0")]
    [InlineData("1 -1")]
    [InlineData("-1")]
    [InlineData("1  2")]
    [InlineData("1.5")]
    [InlineData("315537897600")]
    [InlineData("315537897599 1")]
    [InlineData("9223372036854775807")]
    public void TimesThatCannotBeAreRefused(string text) =>
        Assert.Equal("The times of the user 'u' are not a second and gaps above zero between the years 1 and 9999.", Assert.Throws<ArgumentException>(() => EventTimes.Read("u", text)).Message);

    [Fact]
    public void WhatItCannotWorkOnIsRefused()
    {
        static void Refused(string message, Action make) => Assert.StartsWith(message, Assert.ThrowsAny<ArgumentException>(make).Message, StringComparison.Ordinal);
        Refused("Encoding is Logarithm, Buckets or both.", () => _ = new TimeSinceLastEvent("at") { Encoding = ElapsedEncoding.None });
        Refused("Encoding is Logarithm, Buckets or both.", () => _ = new TimeSinceLastEvent("at") { Encoding = (ElapsedEncoding)4 });
        Refused("The boundary 00:00:00 at place 0 must be above zero and above the one before.", () => _ = new TimeSinceLastEvent("at") { Boundaries = [TimeSpan.Zero] });
        Refused("The boundary 00:00:01 at place 1 must be above zero and above the one before.", () => _ = new TimeSinceLastEvent("at") { Boundaries = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)] });
        Refused("TimeSinceLastEvent needs the user of each row.", () => Rows.Fit(new TimeSinceLastEvent("at"), Rows.Times("at", "2024-01-01")));
        Refused("TimeSinceLastEvent needs the user 'user' as it was read. Place the step before those that encode 'user'.", () => new PreprocessingPipeline { new CategoryVocabulary("user"), new TimeSinceLastEvent("at") }.Fit(new TrainingSet(Training)));
        Refused("Column 'at': the mean is finite.", () => _ = new FittedTimeSinceLastEvent("at", "user", Both, [], double.NaN, new Dictionary<string, string>()));
    }
}
