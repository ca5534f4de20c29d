using DeepRec.Preprocessing;

namespace DeepRec.Tests.Preprocessing;

public class FillMissingTests
{
    private static readonly Dataset Ages = Rows.Numbers("age", 10, Rows.Missing, 40, 10, 20);

    [Theory]
    [InlineData(FillStrategy.Mean, 20)]
    [InlineData(FillStrategy.Median, 15)]
    [InlineData(FillStrategy.MostFrequent, 10)]
    [InlineData(FillStrategy.Constant, -1)]
    public void MissingNumbersGetTheValueOfTheStrategy(FillStrategy strategy, float expected) =>
        Assert.Equal([10, expected, 40, 10, 20], Rows.NumbersAfter(new FillMissing("age", strategy) { ConstantNumber = -1 }, Ages, "age"));

    [Fact]
    public void OfEquallyFrequentNumbersTheSmallestWins() =>
        Assert.Equal([7, 7, 3, 3, 3], Rows.NumbersAfter(new FillMissing("n", FillStrategy.MostFrequent), Rows.Numbers("n", 7, 7, 3, 3, Rows.Missing), "n"));

    [Fact]
    public void TheLongestRunWinsWhereverItLies()
    {
        Assert.Equal([1, 5, 9, 5, 5], Rows.NumbersAfter(new FillMissing("n", FillStrategy.MostFrequent), Rows.Numbers("n", 1, 5, 9, 5, Rows.Missing), "n"));
        Assert.Equal([1, 5, 9, 9, 9], Rows.NumbersAfter(new FillMissing("n", FillStrategy.MostFrequent), Rows.Numbers("n", 1, 5, 9, 9, Rows.Missing), "n"));
        Assert.Equal([0, 1, 1, 2, 2, 2, 2], Rows.NumbersAfter(new FillMissing("n", FillStrategy.MostFrequent), Rows.Numbers("n", 0, 1, 1, 2, 2, 2, Rows.Missing), "n"));
        Assert.Equal([1, 1, 1, 5, 5, 1], Rows.NumbersAfter(new FillMissing("n", FillStrategy.MostFrequent), Rows.Numbers("n", 1, 1, 1, 5, 5, Rows.Missing), "n"));
    }

    [Theory]
    [InlineData(FillStrategy.Mean)]
    [InlineData(FillStrategy.Median)]
    [InlineData(FillStrategy.MostFrequent)]
    public void AColumnWithoutAnyValueBecomesZero(FillStrategy strategy) =>
        Assert.Equal([0, 0], Rows.NumbersAfter(new FillMissing("n", strategy), Rows.Numbers("n", Rows.Missing, Rows.Missing), "n"));

    [Fact]
    public void MissingCategoriesGetTheMostFrequentAndOfTiesTheFirstInOrdinalOrder()
    {
        var brands = Rows.Categories("brand", "b", "a", null, "b", "a", "c");
        Assert.Equal(["b", "a", "a", "b", "a", "c"], Rows.TextsOf(Rows.Fit(new FillMissing("brand", FillStrategy.MostFrequent), brands).Transform(brands), "brand"));
    }

    [Fact]
    public void AFilledCategoryKeepsEachTextOnce()
    {
        var fitted = new FittedFillCategory("brand", "b", AddsIndicator: false);
        Assert.Equal(["b", "a"], fitted.Transform(Rows.Categories("brand", "b", null, "a")).Column<CategoryColumn>("brand").Values);
        Assert.Equal(["a", "b"], fitted.Transform(Rows.Categories("brand", "a", null)).Column<CategoryColumn>("brand").Values);
    }

    [Fact]
    public void ACategoryWithoutAnyValueStaysMissing()
    {
        var empty = Rows.Categories("brand", null, null);
        Assert.Same(empty, Rows.Fit(new FillMissing("brand", FillStrategy.MostFrequent), empty).Transform(empty));
    }

    [Fact]
    public void TheIndicatorOfACategoryIsAddedWhenAskedFor()
    {
        var brands = Rows.Categories("brand", "b", null);
        Assert.Equal([0, 1], Rows.NumbersAfter(new FillMissing("brand", FillStrategy.MostFrequent) { AddIndicator = true }, brands, "brand.missing"));
        Assert.Equal(["brand"], Rows.Fit(new FillMissing("brand", FillStrategy.MostFrequent), brands).Transform(brands).Schema.Select(f => f.Name));
    }

    [Fact]
    public void AConstantCategoryMayBeNew()
    {
        var brands = Rows.Categories("brand", "b", null);
        var step = new FillMissing("brand", FillStrategy.Constant) { ConstantCategory = "无" };
        Assert.Equal(["b", "无"], Rows.TextsOf(Rows.Fit(step, brands).Transform(brands), "brand"));
    }

    [Fact]
    public void TheIndicatorTellsWhatWasMissing()
    {
        var fitted = Rows.Fit(new FillMissing("age") { AddIndicator = true }, Ages);
        var filled = fitted.Transform(Ages);
        Assert.Equal([0, 1, 0, 0, 0], Rows.NumbersOf(filled, "age.missing"));
        Assert.Equal(FeatureKind.Number, filled.Schema["age.missing"].Kind);
    }

    [Fact]
    public void TheIndicatorIsAddedOnlyWhereTrainingHasMissingValues()
    {
        var complete = Rows.Numbers("age", 1, 2);
        var fitted = Rows.Fit(new FillMissing("age") { AddIndicator = true }, complete);
        Assert.False(fitted.Transform(Ages).Schema.Contains("age.missing"));
    }

    [Fact]
    public void TheIndicatorOfAnItemFeatureIsAboutTheItem()
    {
        var rows = Rows.Of((Feature.Number("price", FeatureRole.ItemFeature), new NumberColumn([1, Rows.Missing])));
        Assert.Equal(FeatureRole.ItemFeature, Rows.Fit(new FillMissing("price") { AddIndicator = true }, rows).Transform(rows).Schema["price.missing"].Role);
    }

    [Fact]
    public void AnIndicatorThatWouldReplaceAColumnIsRefused()
    {
        var rows = Rows.Of((Feature.Number("age"), new NumberColumn([Rows.Missing])), (Feature.Number("age.missing"), new NumberColumn([5])));
        var error = Assert.Throws<ArgumentException>(() => Rows.Fit(new FillMissing("age") { AddIndicator = true }, rows).Transform(rows));
        Assert.Contains("'age.missing', which is there already", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ACategoryHasNoMean()
    {
        var error = Assert.Throws<ArgumentException>(() => Rows.Fit(new FillMissing("brand"), Rows.Categories("brand", "a", null)));
        Assert.Contains("'brand' is a category, which has no Mean. Use MostFrequent or Constant.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatCannotBeFilledIsRefusedByName()
    {
        static void Refused(string message, FillMissing step, Dataset rows) => Assert.StartsWith(message, Assert.ThrowsAny<ArgumentException>(() => Rows.Fit(step, rows)).Message, StringComparison.Ordinal);

        Refused("Column 'at' is a DateTimeColumn; FillMissing needs a number or a category.", new FillMissing("at"), Rows.Times("at", "2024-01-01"));
        Refused("Column 'brand' is a category: state ConstantCategory.", new FillMissing("brand", FillStrategy.Constant), Rows.Categories("brand", "a"));
        Refused("unknown strategy", new FillMissing("age", (FillStrategy)9), Ages);
        Refused("unknown strategy", new FillMissing("brand", (FillStrategy)9), Rows.Categories("brand", "a"));
    }
}
