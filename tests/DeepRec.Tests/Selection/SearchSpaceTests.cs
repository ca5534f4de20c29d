namespace DeepRec.Tests.Selection;

public sealed class SearchSpaceTests
{
    private static readonly SearchSpace Lists = new(SearchDimension.Grid("rate", 0.1, 0.01), SearchDimension.Choice("layers", "64", "128,64", "none"));

    [Fact]
    public void TheLastDimensionOfAGridChangesFastest() =>
        Assert.Equal(
            ["rate 0.1, layers 64", "rate 0.1, layers 128,64", "rate 0.1, layers none", "rate 0.01, layers 64", "rate 0.01, layers 128,64", "rate 0.01, layers none"],
            Lists.Walk(SearchMethod.Grid, seed: 1).Select(point => point.ToString()));

    [Fact]
    public void ARandomWalkThroughListsMeetsEachPointOnce()
    {
        string[] walk = [.. Lists.Walk(SearchMethod.Random, seed: 1).Select(point => point.ToString())];

        Assert.Equal(Lists.Walk(SearchMethod.Grid, 1).Select(point => point.ToString()).Order(), walk.Order());
        Assert.Equal(walk, Lists.Walk(SearchMethod.Random, seed: 1).Select(point => point.ToString()));
        Assert.NotEqual(walk, Lists.Walk(SearchMethod.Random, seed: 2).Select(point => point.ToString()));
    }

    [Fact]
    public void RangesAreDrawnFromEvenlyAndByFactors()
    {
        var space = new SearchSpace(SearchDimension.Uniform("even", -1, 3), SearchDimension.LogUniform("factor", 1e-4, 1e-2), SearchDimension.Choice("c", "a", "b"));
        SearchPoint[] points = [.. space.Walk(SearchMethod.Random, 42).Take(4000)];

        Assert.All(points, point => Assert.True(point.Number("even") is >= -1 and <= 3 && point.Number("factor") is >= 1e-4 and <= 1e-2));
        Assert.Equal(0.25, points.Average(p => p.Number("even") < 0 ? 1.0 : 0), 0.03); // three standard errors are 0.02
        Assert.Equal(0.5, points.Average(p => p.Number("factor") < 1e-3 ? 1.0 : 0), 0.03);
        Assert.Equal(0.5, points.Average(p => p.Text("c") == "a" ? 1.0 : 0), 0.03);
        Assert.Equal(points.Take(20).Select(p => p.ToString()), space.Walk(SearchMethod.Random, 42).Take(20).Select(p => p.ToString()));
        Assert.NotEqual(points[0].ToString(), space.Walk(SearchMethod.Random, 43).First().ToString());
    }

    [Fact]
    public void APointGivesItsValuesByNameAndKind()
    {
        var point = new SearchPoint([("rate", 2.5), ("layers", "64")]);

        Assert.Equal((2.5, 3, "64"), (point.Number("rate"), point.Integer("rate"), point.Text("layers")));
        Assert.Contains("Dimensions: rate, layers", Assert.Throws<ArgumentException>(() => point.Number("depth")).Message, StringComparison.Ordinal);
        Assert.Contains("holds texts", Assert.Throws<ArgumentException>(() => point.Number("layers")).Message, StringComparison.Ordinal);
        Assert.Contains("holds numbers", Assert.Throws<ArgumentException>(() => point.Text("rate")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheSizeOfASpaceOfListsIsKnown()
    {
        Assert.Equal(6, Lists.Points);
        Assert.Null(new SearchSpace(SearchDimension.Uniform("x", 0, 1)).Points);
    }

    [Fact]
    public void WrongDimensionsAreRefusedByName()
    {
        Assert.Contains("'x'", Assert.Throws<ArgumentException>(() => SearchDimension.Grid("x", 1, double.NaN)).Message, StringComparison.Ordinal);
        Assert.Contains("has 1 twice", Assert.Throws<ArgumentException>(() => SearchDimension.Grid("x", 1, 1)).Message, StringComparison.Ordinal);
        Assert.Contains("has no values", Assert.Throws<ArgumentException>(() => SearchDimension.Choice("x")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => SearchDimension.Uniform("x", 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => SearchDimension.LogUniform("x", 0, 1));
        Assert.Throws<ArgumentException>(() => new SearchSpace());
        Assert.Contains("stated twice", Assert.Throws<ArgumentException>(() => new SearchSpace(SearchDimension.Grid("x", 1), SearchDimension.Grid("x", 2))).Message, StringComparison.Ordinal);
    }
}
