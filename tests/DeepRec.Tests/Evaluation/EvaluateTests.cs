namespace DeepRec.Tests.Evaluation;

public sealed class EvaluateTests(SmallShop shop) : IClassFixture<SmallShop>
{
    [Fact]
    public void TheReportIsThatOfThePredictions() =>
        Assert.Equal(RatingMetrics.Compute(shop.Recommender.Predict(shop.Test), SmallShop.Labels(shop.Test)), shop.Recommender.Evaluate(shop.Test).Overall);

    [Fact]
    public void KnownIsWhatOccurredInTraining()
    {
        var test = shop.Test.Select([0, 1, 2, 3]);
        var users = new CategoryColumn([0, 1, 0, CategoryColumn.Missing], ["u0", "nobody"]);
        var items = new CategoryColumn([0, 0, 1, 1], ["i0", SmallShop.Unrated[0]]);
        var report = shop.Recommender.Evaluate(test.With("UserId", users).With("ItemId", items));

        Assert.Equal(
            [("known users", 2), ("unknown users", 2), ("known items", 2), ("unknown items", 2)],
            report.Segments.Select(s => (s.Name, s.Metrics.Count)));
    }

    [Fact]
    public void DecilesPartTheRowsOfKnownUsers()
    {
        var segments = shop.Recommender.Evaluate(shop.Test).Segments;

        Assert.Equal(
            segments.Single(s => s.Name == "known users").Metrics.Count,
            segments.Where(s => s.Name.StartsWith("activity decile", StringComparison.Ordinal)).Sum(s => s.Metrics.Count));
    }

    [Fact]
    public void AMissingLabelIsNamedByItsRow()
    {
        float[] labels = SmallShop.Labels(shop.Test);
        labels[4] = float.NaN;

        var error = Assert.Throws<ArgumentException>(() => shop.Recommender.Evaluate(shop.Test.With("Value", new NumberColumn(labels))));
        Assert.StartsWith("Column 'Value', row 5: the label is missing.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RowsWithoutALabelColumnAreRefused() => Assert.StartsWith(
        "The data has no label.", Assert.Throws<ArgumentException>(() => shop.Recommender.Evaluate(shop.Test.Without("Value"))).Message, StringComparison.Ordinal);

    [Fact]
    public void NoRowsAreRefused() => Assert.StartsWith(
        "There are no rows to evaluate.", Assert.Throws<ArgumentException>(() => shop.Recommender.Evaluate(shop.Test.Select([]))).Message, StringComparison.Ordinal);
}
