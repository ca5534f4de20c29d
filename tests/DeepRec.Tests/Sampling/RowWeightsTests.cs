namespace DeepRec.Tests.Sampling;

public sealed class RowWeightsTests
{
    private static readonly Dataset Rows = Dataset.From(
    [
        new Row("u1", "i1", "f", 1), new Row("u2", "i1", "f", 2), new Row("u3", "i1", "m", 0.5f), new Row("u4", "i1", "f", 1),
        new Row("u1", "i2", "f", 0), new Row("u2", "i3", "f", 3), new Row("u5", "i3", null, 1), new Row("u5", "i4", null, 1),
    ]);

    [Fact]
    public void PopularityWeightsAreInversePropensities() =>
        // n = 4, 1, 2, 1; p = 1, (1/4)^½, (2/4)^½, (1/4)^½.
        Near.Equal([1, 1, 1, 1, 2, Math.Sqrt(2), Math.Sqrt(2), 2], Of(new PopularityWeights()), 1e-6);

    [Fact]
    public void ThePowerAndTheFloorOfAPropensityAreGiven()
    {
        Near.Equal([1, 1, 1, 1, 4, 2, 2, 4], Of(new PopularityWeights { Power = 1 }), 1e-6);
        Near.Equal([1, 1, 1, 1, 2.5, 2, 2, 2.5], Of(new PopularityWeights { Power = 1, Floor = 0.4 }), 1e-6);
        Near.Equal([1, 1, 1, 1, 1, 1, 1, 1], Of(new PopularityWeights { Power = 0 }), 0);
    }

    [Fact]
    public void GroupsCountAlikeAndRowsWithoutOneAreAGroup()
    {
        // 5 of f, 1 of m, 2 of none.
        float[] weights = new GroupWeights("Gender").Of(Rows);

        Assert.Equal([1, 1, 5, 1, 1, 1, 2.5f, 2.5f], weights);
        Assert.Equal((5, 5, 5), (weights[0] + weights[1] + weights[3] + weights[4] + weights[5], weights[2], weights[6] + weights[7]));
        Assert.Equal([1, 1, 3, 1, 1, 1, 2.5f, 2.5f], new GroupWeights("Gender") { MaximumRatio = 3 }.Of(Rows));
    }

    [Fact]
    public void AColumnGivesItsNumbers() => Assert.Equal([1, 2, 0.5f, 1, 0, 3, 1, 1], new ColumnWeights("Trust").Of(Rows));

    [Fact]
    public void WeightsAreScaledToAMeanOfOne()
    {
        Assert.Equal([1.5f, 0, 1.5f], RowWeights.Scaled([2, 0, 2], 3));
        Assert.Equal([], RowWeights.Scaled([], 0));
    }

    [Theory]
    [InlineData(-1, "Row 2 has the weight -1. A weight is finite and 0 or more; leave a row out by 0.")]
    [InlineData(float.NaN, "Row 2 has the weight NaN. A weight is finite and 0 or more; leave a row out by 0.")]
    [InlineData(float.PositiveInfinity, "Row 2 has the weight Infinity. A weight is finite and 0 or more; leave a row out by 0.")]
    public void AWeightThatIsNoneIsNamedWithItsRow(float wrong, string message) =>
        Assert.StartsWith(message, Assert.Throws<ArgumentException>(() => new Given(1, wrong, 1).Of(Rows.Select([0, 1, 2]))).Message, StringComparison.Ordinal);

    [Fact]
    public void WeightsThatDoNotSuitTheRowsAreRefused()
    {
        Refused("There are 3 weights for 8 rows. Give each row one.", new Given(1, 1, 1), Rows);
        Refused("All weights are 0: there is nothing to learn from. Give some rows a weight above 0.", new Given(0, 0), Rows.Select([0, 1]));
        Refused("Column 'Gender' is no number, and so no weight. Name a number.", new ColumnWeights("Gender"), Rows);
        Refused("Column 'Trust' is no category, and so names no groups. Take the rows before they are encoded; make a category of a number.", new GroupWeights("Trust"), Rows);
        Refused("There is no column 'Sex'. Columns: User, Item, Gender, Trust.", new GroupWeights("Sex"), Rows);
        Refused("PopularityWeights needs an item. Mark its column with [Item] or Feature.Item(\"name\").", new PopularityWeights(), Rows.Without("Item"));
        Refused("Column 'Trust' is a context, which the model reads and requests would have to bring. Mark it as FeatureRole.Event: what is known only afterwards.", new ColumnWeights("Trust"), Rows.With(Feature.Number("Trust", FeatureRole.Context), Rows["Trust"]));

        static void Refused(string message, RowWeights weights, Dataset rows) => Assert.StartsWith(message, Assert.Throws<ArgumentException>(() => weights.Of(rows)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SettingsOutOfRangeAreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new PopularityWeights { Power = -0.1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new PopularityWeights { Floor = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new GroupWeights("Gender") { MaximumRatio = 0.9 });
        Assert.Throws<ArgumentException>(() => new GroupWeights(""));
        Assert.Throws<ArgumentException>(() => new ColumnWeights(""));
    }

    private static double[] Of(RowWeights weights) => Array.ConvertAll(weights.Of(Rows), weight => (double)weight);

    private sealed record Row([User] string User, [Item] string Item, [Categorical] string? Gender, [Numeric(About = FeatureRole.Event)] float Trust);

    private sealed record Given(params float[] Values) : RowWeights
    {
        protected override float[] Weigh(Dataset rows) => Values;
    }
}
