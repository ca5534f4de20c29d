using DeepRec.Quality;

namespace DeepRec.Tests.Quality;

/// <summary>The study of wrong labels, on generated rows.</summary>
public sealed class LabelNoiseTests
{
    [Fact]
    public void AShareOfTheLabelsIsReplacedAndASmallerShareIsPartOfALarger()
    {
        var rows = Dataset.From(Enumerable.Range(0, 1000).Select(i => new Rating($"u{i % 40}", $"i{i % 25}", 1 + (i % 5))));

        float[] clean = Labels(rows), fifth = Labels(LabelNoise.Replace(rows, 0.2, 7)), half = Labels(LabelNoise.Replace(rows, 0.5, 7));

        int[] moved = Moved(clean, fifth);
        Assert.InRange(moved.Length, 130, 190); // of 200 drawn anew one in five is what it was
        Assert.All(moved, row => Assert.Equal(fifth[row], half[row]));
        Assert.InRange(Moved(clean, half).Length, 350, 450);
        Assert.Equal([1, 2, 3, 4, 5], half.Distinct().Order());
        Assert.Equal(fifth, Labels(LabelNoise.Replace(rows, 0.2, 7)));
        Assert.NotEqual(fifth, Labels(LabelNoise.Replace(rows, 0.2, 8)));
        Assert.Equal(clean, Labels(LabelNoise.Replace(rows, 0, 7)));
        Assert.Throws<ArgumentOutOfRangeException>(() => LabelNoise.Replace(rows, 1.1, 7));
    }

    [Fact]
    public void EachLossIsMeasuredAtEachShareAndWrongLabelsCost()
    {
        using var shop = new SmallShop();
        var told = new List<LabelNoiseResult>();

        var results = new LabelNoiseRun(shop.Train, shop.Test, () => null, epochs: 8).Run([0, 0.4], 2, [], told.Add, TestContext.Current.CancellationToken);

        Assert.Equal(results, told);
        Assert.Equal([(0, "squared error"), (0, "Huber, δ 1"), (0, "absolute error"), (0.4, "squared error"), (0.4, "Huber, δ 1"), (0.4, "absolute error")], results.Select(result => (result.Share, result.Loss)));
        Assert.All(results, result => Assert.Equal((2, 2), (result.Rmse.Length, result.Mae.Length)));
        Assert.All(results.Take(3).Zip(results.Skip(3)), pair => Assert.True(pair.Second.Rmse.Average() > pair.First.Rmse.Average()));
        Assert.StartsWith("| 40 % | absolute error | ", results[^1].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void AResultSaysMeansAndDeviations() => Assert.Equal("| 20 % | any | 1.5000 ± 0.7071 | 0.7500 ± 0.0000 |", new LabelNoiseResult(0.2, "any", [1, 2], [0.75, 0.75]).ToString());

    private static float[] Labels(Dataset rows) => rows.Column<NumberColumn>(rows.Schema.Label!.Name).Values.ToArray();

    private static int[] Moved(float[] before, float[] after) => [.. Enumerable.Range(0, before.Length).Where(row => before[row] != after[row])];

    private sealed record Rating([User] string User, [Item] string Item, [Label] float Value);
}
