using System.Globalization;
using CsCheck;

namespace DeepRec.Tests.Data;

public sealed class KeyTextTests
{
    private enum Colour
    {
        Red, DarkGreen,
    }

    private sealed record Key(string Country, int Number);

    private sealed record Row([User] Colour? User, [Item] DateTime? Item, [Label] float Value);

    [Fact]
    public void NumbersComeBack()
    {
        Gen.Long.Sample(Returns);
        Gen.Double.Where(double.IsFinite).Sample(Returns);
        Gen.Decimal.Sample(Returns);
        Returns(UInt128.MaxValue);
    }

    [Fact]
    public void GuidsAndTimesComeBackToTheTick()
    {
        Gen.Guid.Sample(Returns);
        Gen.DateTimeOffset.Sample(Returns);
        Returns(new DateTime(2024, 2, 29, 23, 59, 59, DateTimeKind.Utc).AddTicks(1));
        Returns(new DateTime(2024, 2, 29, 23, 59, 59, DateTimeKind.Unspecified));
        Returns(new TimeOnly(1, 2, 3).Add(TimeSpan.FromTicks(4)));
        Returns(new DateOnly(2024, 2, 29));
        Returns(TimeSpan.FromTicks(-123456789));
    }

    [Fact]
    public void ATimeInUtcStaysOneWhereverTheProgramRuns() =>
        Assert.Equal("2024-01-02T03:04:05.0000000Z", KeyText<DateTime>.Format(KeyText<DateTime>.Parse("2024-01-02T03:04:05.0000000Z")));

    [Fact]
    public void TimesOfDayThatDifferInSecondsDiffer() => Assert.NotEqual(KeyText<TimeOnly>.Format(new TimeOnly(1, 2, 3)), KeyText<TimeOnly>.Format(new TimeOnly(1, 2, 4)));

    [Fact]
    public void EnumsTruthsAndCharactersComeBack()
    {
        Returns(Colour.DarkGreen);
        Returns(true);
        Returns('ß');
        Assert.Equal("DarkGreen", KeyText<Colour>.Format(Colour.DarkGreen));
    }

    [Fact]
    public void RecordsAndTuplesComeBack()
    {
        Returns(new Key("DE", 3));
        Returns((1, "b"));
        Assert.NotEqual(KeyText<(int, int)>.Format((1, 2)), KeyText<(int, int)>.Format((2, 1)));
    }

    [Fact]
    public void ATypeThatShowsNothingIsRefused() => Assert.StartsWith(
        "Hidden cannot be an id or a category: it has no public property or field.",
        Assert.Throws<ArgumentException>(() => KeyText<Hidden>.Format(new Hidden(1))).Message, StringComparison.Ordinal);

    [Fact]
    public void TheCultureDoesNotMatter()
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        try
        {
            Assert.Equal("1.5", KeyText<double>.Format(1.5));
            Assert.Equal("-3", KeyText<int>.Format(-3));
            Assert.Equal(1.5, KeyText<double>.Parse("1.5"));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void AnIdThatMayBeMissingHasTheTextOfItsType()
    {
        var rows = Dataset.From([new Row(Colour.DarkGreen, new DateTime(2024, 1, 2), 1), new Row(null, null, 1)]);

        Assert.Equal(["DarkGreen", null], Enumerable.Range(0, 2).Select(rows["User"].TextAt));
        Assert.Equal(["2024-01-02T00:00:00.0000000", null], Enumerable.Range(0, 2).Select(rows["Item"].TextAt));
    }

    [Fact]
    public void AnotherTextIsNamed() => Assert.Equal(
        "'abc' is no Int32.", Assert.Throws<FormatException>(() => KeyText<int>.Parse("abc")).Message);

    private static void Returns<T>(T value) => Assert.Equal(value, KeyText<T>.Parse(KeyText<T>.Format(value)));

    private readonly struct Hidden(int number) : IEquatable<Hidden>
    {
        private readonly int _number = number;

        public bool Equals(Hidden other) => _number == other._number;

        public override bool Equals(object? obj) => obj is Hidden other && Equals(other);

        public override int GetHashCode() => _number;
    }
}
