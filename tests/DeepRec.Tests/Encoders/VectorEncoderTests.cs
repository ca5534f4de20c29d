using DeepRec.Encoders;
using static TorchSharp.torch;

namespace DeepRec.Tests.Encoders;

public sealed class VectorEncoderTests
{
    private static readonly VectorColumn Column = new([1, -1, 0, 1], [3, 4, /**/ 0, 0], 2);

    [Fact]
    public void ABatchHoldsEachVectorOnceAndARowWithoutOneStandsBehindThem()
    {
        using var scope = NewDisposeScope();
        var vectors = Encoded.Batch(Rows(Column), Encoded.Vector("x", 2)).Vectors("x");

        Assert.Equal([0, 0, /**/ 3, 4], TensorMemory.ToFloats(vectors.Distinct)); // in the order in which rows use them
        Assert.Equal([0, 2, 1, 0], vectors.Rows.data<long>().ToArray());
        Assert.Equal([2L, 2L], vectors.Distinct.shape);
    }

    [Fact]
    public void RowsWithoutAVectorHaveOneThatIsLearned()
    {
        using var encoder = new VectorEncoderOptions { Dimension = null, Normalization = VectorNormalization.Length }.Create(Encoded.Vector("x", 2), seed: 1);
        Encoded.Set(encoder, "missing.vector", 7, 8);

        Near.Equal([0, 0, /**/ 7, 8, /**/ 0.6f, 0.8f, /**/ 0, 0], Call(encoder, Column));
        Assert.Equal([7f, 8f], Call(encoder, new VectorColumn([-1], [], 2)));
        Assert.Equal([7f, 8f], Call(encoder, new VectorColumn([-1], [], 0)));
    }

    [Fact]
    public void ShortVectorsAreLeftAsTheyAreAndLongOnesNormalized()
    {
        using var shortOne = new VectorEncoderOptions { Dimension = null }.Create(Encoded.Vector("x", 2), seed: 1);
        using var longOne = new VectorEncoderOptions { Dimension = null }.Create(Encoded.Vector("x", 8), seed: 1);

        Assert.Equal([3f, 4f], Call(shortOne, Column.Select([2])));
        Near.Equal([.. Enumerable.Repeat<float[]>([1, -1], 4).SelectMany(v => v)], Call(longOne, new VectorColumn([0], [3e3f, 1e3f, 3e3f, 1e3f, 3e3f, 1e3f, 3e3f, 1e3f], 8)));
    }

    [Theory]
    [InlineData(VectorNormalization.None)]
    [InlineData(VectorNormalization.Length)]
    [InlineData(VectorNormalization.Layer)]
    public void TheLargestNumbersStayFinite(VectorNormalization normalization)
    {
        using var encoder = new VectorEncoderOptions { Dimension = 3, Normalization = normalization }.Create(Encoded.Vector("x", 4), seed: 1);

        Assert.All(Call(encoder, new VectorColumn([0, 1], [float.MaxValue, -float.MaxValue, 0, 1, /**/ float.MaxValue, float.MaxValue, float.MaxValue, float.MaxValue], 4)), v => Assert.True(float.IsFinite(v)));
    }

    [Fact]
    public void ModalityDropoutTakesWholeRowsInTrainingAndNothingInEvaluation()
    {
        using var encoder = new VectorEncoderOptions { Dimension = null, Normalization = VectorNormalization.None, ModalityDropout = 0.25 }.Create(Encoded.Vector("x", 2), seed: 1);
        Encoded.Set(encoder, "missing.vector", -1, -2);
        var column = new VectorColumn(new int[4_000], [3, 4], 2);

        encoder.train();
        float[][] first = Draw(seed: 1), again = Draw(seed: 1), other = Draw(seed: 2);
        encoder.eval();

        Assert.All(first, row => Assert.True(row is [3, 4] or [-1, -2]));
        Assert.InRange(first.Count(row => row is [-1, -2]), 900, 1_100);
        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
        Assert.All(Call(encoder, column).Chunk(2), row => Assert.Equal([3, 4], row));

        float[][] Draw(ulong seed)
        {
            using var step = StepRandom.Begin(seed);
            return [.. Call(encoder, column).Chunk(2)];
        }
    }

    [Fact]
    public void WhereEveryTrainingRowHasAVectorTheMissingOneBecomesTheirMean()
    {
        using var encoder = new VectorEncoderOptions { Dimension = null, Normalization = VectorNormalization.None }.Create(Encoded.Vector("x", 2), seed: 1);

        encoder.FillUnmet(Rows(new VectorColumn([0, 0, 0, 2], [1, 2, /**/ 100, 100, /**/ 5, 10], 2)));

        Assert.Equal([2f, 4f], Encoded.Get(encoder, "missing.vector"));
        Assert.True(encoder.training, "the mode is as before");
    }

    [Theory]
    [InlineData(new[] { 0, -1 }, 0)]
    [InlineData(new[] { 0, 0 }, 0.5)]
    [InlineData(new int[0], 0)]
    public void WhatWasLearnedForMissingVectorsIsKept(int[] codes, double dropout)
    {
        using var encoder = new VectorEncoderOptions { Dimension = null, ModalityDropout = dropout }.Create(Encoded.Vector("x", 2), seed: 1);
        Encoded.Set(encoder, "missing.vector", 7, 8);

        encoder.FillUnmet(Rows(new VectorColumn(codes, [1, 2], 2)));

        Assert.Equal([7f, 8f], Encoded.Get(encoder, "missing.vector"));
    }

    [Fact]
    public void ACatalogueInBlocksIsEncodedAsOneByOne()
    {
        var input = Encoded.Vector("x", 3 * 64 * 64);
        using var encoder = new GridCnnEncoderOptions(3, 64, 64) { Filters = [64, 2], Dimension = 2 }.Create(input, seed: 1);
        encoder.eval();
        var random = new SeededRandom(5);
        float[] values = new float[70 * input.Size]; // a block is 64
        foreach (ref float value in values.AsSpan()) value = (float)random.NextGaussian();
        var rows = Rows(new VectorColumn([.. Enumerable.Range(0, 70)], values, input.Size));

        float[] together = Encoded.Call(encoder, rows, input);

        Near.Equal([.. new[] { 0, 63, 64, 69 }.SelectMany(row => Encoded.Call(encoder, rows.Select([row]), input))], [.. new[] { 0, 63, 64, 69 }.SelectMany(row => together[(2 * row)..(2 * row + 2)])], 1e-5);
    }

    [Fact]
    public void WrongInputsAreRefusedByName()
    {
        Assert.Contains("'x' is a Number", Assert.Throws<ArgumentException>(() => new VectorEncoderOptions().Create(Encoded.Number("x", 0), 1)).Message, StringComparison.Ordinal);
        Assert.Contains("3 × 4 × 4 takes vectors of 48 numbers; 'x' has 47", Assert.Throws<ArgumentException>(() => new GridCnnEncoderOptions(3, 4, 4).Create(Encoded.Vector("x", 47), 1)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new BatchSource(Rows(Column), [Encoded.Vector("x", 3)]));
        Assert.Throws<ArgumentException>(() => new GridCnnEncoderOptions(1, 1, 1) { Filters = [] });
        Assert.Throws<ArgumentOutOfRangeException>(() => new GridCnnEncoderOptions(1, 0, 1));
    }

    private static Dataset Rows(Column column) => Encoded.Rows((Feature.Vector("x"), column));

    private static float[] Call(FeatureEncoder encoder, Column column) => Encoded.Call(encoder, Rows(column), Encoded.Vector("x", column is VectorColumn { Width: > 0 and var width } ? width : encoder.OutputWidth));
}
