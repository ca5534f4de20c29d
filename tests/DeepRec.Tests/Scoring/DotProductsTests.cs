namespace DeepRec.Tests.Scoring;

public sealed class DotProductsTests
{
    [Fact]
    public void ProductsAreAddedToWhatIsThere()
    {
        float[] scores = [1, 0, 0, 10];

        DotProducts.Add([1, 2, 3, 4], [5, 6, 7, 8], 2, scores);

        Assert.Equal([18f, 23, 39, 63], scores);
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(4, 2, 8)]
    [InlineData(6, 5, 19)]
    [InlineData(9, 4000, 33)]
    public void ProductsAreTheSameToTheBitWhateverElseIsInTheBatch(int batch, int items, int width)
    {
        var random = new SeededRandom(3);
        float[] left = [.. Enumerable.Range(0, batch * width).Select(_ => (float)random.NextGaussian())], right = [.. Enumerable.Range(0, items * width).Select(_ => (float)random.NextGaussian())];
        float[] all = new float[batch * items], one = new float[items];
        DotProducts.Add(left, right, width, all);

        for (int b = 0; b < batch; b++)
        {
            Array.Clear(one);
            DotProducts.Add(left.AsSpan(b * width, width), right, width, one);
            Assert.Equal(one, all[(b * items)..((b + 1) * items)]);
            Assert.Equal(Enumerable.Range(0, width).Sum(d => (double)left[b * width + d] * right[d]), one[0], 1e-4);
        }
    }

    [Fact]
    public void PlacesThatDoNotFitAreRefused() => Assert.Throws<ArgumentException>(() => DotProducts.Add([1, 2], [3, 4], 2, new float[2]));
}
