using DeepRec.Encoders;

namespace DeepRec.Tests.Encoders;

public sealed class EncoderTests
{
    // Three reserved ids, then two known ones.
    private static readonly float[] Table = [0, 0, /**/ 1, -1, /**/ 2, -2, /**/ 10, 20, /**/ 30, 50];

    [Fact]
    public void ACategoryIsItsRowOfTheTable()
    {
        using var encoder = Category();

        Assert.Equal([30, 50, 0, 0, 10, 20, 1, -1, 30, 50], Encode(encoder, Ids(4, 0, 3, 1, 4)));
        Assert.Equal([10, 20], Encode(encoder, Ids(3)));
        Assert.Equal(2, encoder.OutputWidth);
    }

    [Theory]
    [InlineData(BagPooling.Sum, new float[] { 40, 70, 0, 0, 10, 20, 70, 120 })]
    [InlineData(BagPooling.Mean, new float[] { 20, 35, 0, 0, 10, 20, 70 / 3f, 40 })]
    [InlineData(BagPooling.SquareRoot, new float[] { 28.284271f, 49.497475f, 0, 0, 10, 20, 40.414519f, 69.282032f })]
    public void CategoriesArePooledAndAnEmptyRowIsZero(BagPooling pooling, float[] expected)
    {
        using var encoder = new CategoriesEncoderOptions { Dimension = 2, Pooling = pooling }.Create(Encoded.Bag("x", 5), seed: 1);
        Encoded.Set(encoder, "table.weight", Table);

        Near.Equal(expected, Encode(encoder, Bags([3, 4], [], [3], [4, 3, 4])), 1e-5);
        Assert.Equal([0f, 0f], Encode(encoder, Bags([[]])));
    }

    [Fact]
    public void OneHotMarksTheKnownIdAndReservedOnesAreZero()
    {
        using var encoder = new OneHotEncoderOptions().Create(Encoded.Id("x", 6), seed: 1);

        Assert.Equal(3, encoder.OutputWidth);
        Assert.Equal([1f, 0, 0, /**/ 0, 0, 0, /**/ 0, 0, 1, /**/ 0, 0, 0, /**/ 0, 0, 0], Encode(encoder, Ids(6, [3, 0, 5, 1, 2])));
        Assert.Empty(encoder.parameters());
    }

    [Fact]
    public void OneHotOfSeveralIdsHasLengthOne()
    {
        using var encoder = new OneHotEncoderOptions().Create(Encoded.Bag("x", 6), seed: 1);
        float half = 1 / MathF.Sqrt(2);

        Near.Equal([half, 0, half, /**/ 0, 0, 0, /**/ 0, 1, 0], Encode(encoder, Bags(6, [3, 5], [], [4])));
    }

    [Fact]
    public void AVocabularyWithoutKnownValuesIsOnePlaceOfZero()
    {
        using var encoder = new OneHotEncoderOptions().Create(Encoded.Id("x", 3), seed: 1);

        Assert.Equal([0f, 0f], Encode(encoder, Ids(3, [1, 2])));
    }

    [Fact]
    public void MissingNumbersAreTheTrainingMean()
    {
        using var encoder = new NumberEncoderOptions().Create(Encoded.Number("x", 0.5f, -3), seed: 1);
        var rows = Encoded.Rows((Feature.Number("x"), new NumberColumn([1, 2, float.NaN, 4, 5, float.NaN], width: 2)));

        Assert.Equal([1, 2, 0.5f, 4, 5, -3], Encoded.Call(encoder, rows, Encoded.Number("x", 0.5f, -3)));
    }

    [Fact]
    public void TimeIsTheTangentOfAProjection()
    {
        using var encoder = new TimeEncoderOptions { Dimension = 1 }.Create(Encoded.Number("x", 0, 0), seed: 1);
        Encoded.Set(encoder, "projection.weight", 2, -1);
        Encoded.Set(encoder, "projection.bias", 0.5f);
        var rows = Encoded.Rows((Feature.Number("x"), new NumberColumn([0, 1, 0.5f, 0.25f], width: 2)));

        Near.Equal([MathF.Tanh(-0.5f), MathF.Tanh(1.25f)], Encoded.Call(encoder, rows, Encoded.Number("x", 0, 0)));
    }

    [Fact]
    public void PartsStandSideBySide()
    {
        using var encoder = ConcatenatedEncoder.Create(
            [Encoded.Id("id", 5), Encoded.Number("n", 0)], new Dictionary<string, FeatureEncoderOptions> { ["id"] = new CategoryEncoderOptions { Dimension = 2 } }, idDimension: null, oneHotLimit: 0, seed: 1);
        Encoded.Set(encoder, "id.table.weight", Table);
        var rows = Encoded.Rows((Feature.Category("id"), new IdColumn([4, 3], 5)), (Feature.Number("n"), new NumberColumn([7, 8])));

        Assert.Equal([30, 50, 7, 10, 20, 8], Encoded.Call(encoder, rows, Encoded.Id("id", 5), Encoded.Number("n", 0)));
        Assert.Equal(3, encoder.OutputWidth);
    }

    [Fact]
    public void FeaturesOfFewValuesAreOneHotUpToTheLimitButNeverTheUserOrItem()
    {
        using var encoder = ConcatenatedEncoder.Create(
            [Encoded.Id("few", 6), Encoded.Id("many", 7), Encoded.Id("user", 5, FeatureRole.User)], new Dictionary<string, FeatureEncoderOptions>(), idDimension: 4, oneHotLimit: 6, seed: 1);

        Assert.Equal(["many.table.weight", "user.table.weight"], encoder.named_parameters().Select(p => p.name));
        Assert.Equal(3 + 7 + 4, encoder.OutputWidth);
    }

    [Fact]
    public void ReservedIdsStartAtZeroAndOthersWithTheDeviationAsked()
    {
        using var encoder = new CategoryEncoderOptions { Dimension = 8, InitialDeviation = 0.2 }.Create(Encoded.Id("x", 2_003), seed: 1);
        float[] values = Encoded.Get(encoder, "table.weight");
        double[] drawn = [.. values.Skip(24).Select(v => (double)v)];

        Assert.All(values.Take(24), v => Assert.Equal(0, v));
        Assert.InRange(drawn.Average(), -0.005, 0.005);
        Assert.InRange(Math.Sqrt(drawn.Average(v => v * v)), 0.195, 0.205);
    }

    [Fact]
    public void UnmetIdsGetTheMeanVectorOfTheTrainingRows()
    {
        using var encoder = new CategoryEncoderOptions { Dimension = 2 }.Create(Encoded.Id("x", 7), seed: 1);
        Encoded.Set(encoder, "table.weight", 9, 9, /**/ 1, 1, /**/ 2, 2, /**/ 10, 20, /**/ 30, 50, /**/ 5, 5, /**/ 6, 6);

        encoder.FillUnmet(Encoded.Rows((Feature.Category("x"), new IdColumn([3, 3, 4, 1, 0], 7)))); // padding counts for nothing

        // (2 (10, 20) + (30, 50) + (1, 1)) / 4 for ids 2, 5 and 6
        Assert.Equal([9, 9, /**/ 1, 1, /**/ 12.75f, 22.75f, /**/ 10, 20, /**/ 30, 50, /**/ 12.75f, 22.75f, /**/ 12.75f, 22.75f], Encoded.Get(encoder, "table.weight"));
    }

    [Fact]
    public void UnmetIdsOfSeveralAreFilledByTheIdsOfAllRows()
    {
        using var encoder = new CategoriesEncoderOptions { Dimension = 2 }.Create(Encoded.Bag("x", 5), seed: 1);
        Encoded.Set(encoder, "table.weight", Table);

        encoder.FillUnmet(Bags([3, 3], [], [4]));

        Near.Equal([0, 0, 50 / 3f, 30, 50 / 3f, 30, 10, 20, 30, 50], Encoded.Get(encoder, "table.weight"), 1e-5);
    }

    [Fact]
    public void NothingMetLeavesTheTableAsItIs()
    {
        using var encoder = Category();

        encoder.FillUnmet(Ids(5, []));

        Assert.Equal(Table, Encoded.Get(encoder, "table.weight"));
    }

    [Fact]
    public void NamesThatDifferOnlyInADotStayApart()
    {
        using var encoder = ConcatenatedEncoder.Create([Encoded.Number("a.b", 0), Encoded.Number("a_b", 0)], new Dictionary<string, FeatureEncoderOptions>(), null, 0, seed: 1);
        var rows = Encoded.Rows((Feature.Number("a.b"), new NumberColumn([1])), (Feature.Number("a_b"), new NumberColumn([2])));

        Assert.Equal([1f, 2f], Encoded.Call(encoder, rows, Encoded.Number("a.b", 0), Encoded.Number("a_b", 0)));
    }

    [Fact]
    public void WrongInputsAreRefusedByName()
    {
        Assert.Contains("'x' is a Number", Assert.Throws<ArgumentException>(() => new CategoryEncoderOptions().Create(Encoded.Number("x", 0), 1)).Message, StringComparison.Ordinal);
        Assert.Contains("'x' is a Id", Assert.Throws<ArgumentException>(() => new CategoriesEncoderOptions().Create(Encoded.Id("x", 4), 1)).Message, StringComparison.Ordinal);
        Assert.Contains("Bucketize", Assert.Throws<ArgumentException>(() => new OneHotEncoderOptions().Create(Encoded.Number("x", 0), 1)).Message, StringComparison.Ordinal);
        Assert.Contains("'z', which is no input. Inputs: x", Assert.Throws<ArgumentException>(() => ConcatenatedEncoder.Create([Encoded.Id("x", 4)], new Dictionary<string, FeatureEncoderOptions> { ["z"] = new NumberEncoderOptions() }, null, 0, 1)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new ConcatenatedEncoder([]));
    }

    [Fact]
    public void RowsOfAnotherPipelineAreRefused()
    {
        Assert.Contains("Column 'x'", Assert.Throws<ArgumentException>(() => new BatchSource(Ids(5, [3]), [Encoded.Id("x", 6)])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new BatchSource(Ids(5, [3]), [Encoded.Number("x", 0)]));
        Assert.Contains("no such input 'y'. Inputs: x", Assert.Throws<ArgumentException>(() => Encoded.Batch(Ids(5, [3]), Encoded.Id("x", 5)).Ids("y")).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => Encoded.Batch(Ids(5, [3]), Encoded.Id("x", 5)).Label);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(6, 6)]
    [InlineData(10, 10)]
    [InlineData(11, 11)]
    [InlineData(12, 12)]
    [InlineData(16, 12)]
    [InlineData(17, 13)]
    [InlineData(81, 18)]
    [InlineData(625, 30)]
    [InlineData(943, 34)]
    [InlineData(10_000, 60)]
    [InlineData(int.MaxValue, 1292)]
    public void AnEmbeddingIsSixTimesTheFourthRoot(int cardinality, int dimension) => Assert.Equal(dimension, EmbeddingDimension.Of(cardinality));

    [Fact]
    public void NoIdsHaveNoEmbedding() => Assert.Throws<ArgumentOutOfRangeException>(() => EmbeddingDimension.Of(0));

    private static FeatureEncoder Category()
    {
        var encoder = new CategoryEncoderOptions { Dimension = 2 }.Create(Encoded.Id("x", 5), seed: 1);
        Encoded.Set(encoder, "table.weight", Table);
        return encoder;
    }

    private static float[] Encode(FeatureEncoder encoder, Dataset rows) => Encoded.Call(encoder, rows, rows["x"] switch
    {
        IdColumn ids => Encoded.Id("x", ids.Cardinality),
        var column => Encoded.Bag("x", ((IdBagColumn)column).Cardinality),
    });

    private static Dataset Ids(params int[] ids) => Ids(5, ids);

    private static Dataset Ids(int cardinality, int[] ids) => Encoded.Rows((Feature.Category("x"), new IdColumn(ids, cardinality)));

    private static Dataset Bags(params int[][] bags) => Bags(5, bags);

    private static Dataset Bags(int cardinality, params int[][] bags) => Encoded.Rows(
        (Feature.Categories("x"), new IdBagColumn([0, .. bags.Select((_, i) => bags.Take(i + 1).Sum(b => b.Length))], [.. bags.SelectMany(b => b)], cardinality)));
}
