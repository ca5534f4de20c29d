using MathNet.Numerics.LinearAlgebra;

namespace DeepRec.Tests.Sampling;

public sealed class TruncatedSvdTests
{
    [Theory]
    [InlineData(300, 200, 12)]
    [InlineData(150, 400, 30)]
    [InlineData(60, 50, 49)]
    [InlineData(20, 30, 20)]
    public void SingularValuesAndSpacesAreThoseOfADenseDecomposition(int rows, int columns, int rank)
    {
        var sparse = Random(rows, columns, share: 0.1, seed: 3);
        var dense = Dense(sparse).Svd();

        var svd = TruncatedSvd.Of(sparse, rank, seed: 7, iterations: 200, tolerance: 1e-8, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(rank, svd.Rank);
        Assert.All(Enumerable.Range(0, rank), i => Assert.Equal(dense.S[i], svd.SingularValues[i], 1e-4 * dense.S[0]));
        AssertSameSpace(dense.U.SubMatrix(0, rows, 0, rank - 1), svd.Left, svd.Rank, rank - 1);
        AssertSameSpace(dense.VT.Transpose().SubMatrix(0, columns, 0, rank - 1), svd.Right, svd.Rank, rank - 1);
    }

    [Fact]
    public void BothSidesAreOrthonormalAndMakeTheMatrixAgain()
    {
        var sparse = Random(40, 25, share: 0.3, seed: 5);

        var svd = TruncatedSvd.Of(sparse, 25, seed: 1, cancellationToken: TestContext.Current.CancellationToken);

        Matrix<double> left = Wide(svd.Left, 25), right = Wide(svd.Right, 25), values = Matrix<double>.Build.Diagonal([.. svd.SingularValues.Select(s => (double)s)]);
        Assert.Equal(0, (left.TransposeThisAndMultiply(left) - Matrix<double>.Build.DenseIdentity(25)).FrobeniusNorm(), 1e-4);
        Assert.Equal(0, (right.TransposeThisAndMultiply(right) - Matrix<double>.Build.DenseIdentity(25)).FrobeniusNorm(), 1e-4);
        Assert.Equal(0, (left * values * right.Transpose() - Dense(sparse)).FrobeniusNorm(), 1e-4);
    }

    [Fact]
    public void AGreatValueAmongManySmallOnesHidesNoneOfThem()
    {
        // Noise, and one block of ones, which a random start hardly sees.
        const int Size = 400;
        var noise = Random(Size, Size, share: 0.05, seed: 4);
        var sums = new SparseRows(Size);
        for (int row = 0; row < Size; row++)
        {
            for (int k = noise.Offsets[row]; k < noise.Offsets[row + 1]; k++) sums.Add(noise.Columns[k], 0.05f * noise.Values[k]);
            if (row < 30) for (int column = 0; column < 30; column++) sums.Add(column, 1);
            sums.EndRow();
        }

        var sparse = sums.ToMatrix();
        var expected = Dense(sparse).Svd().S;

        var svd = TruncatedSvd.Of(sparse, 20, seed: 3, iterations: 60, cancellationToken: TestContext.Current.CancellationToken);

        Assert.All(Enumerable.Range(0, 20), i => Assert.Equal(expected[i], svd.SingularValues[i], 0.01 * expected[i]));
    }

    [Fact]
    public void AMatrixOfLowerRankHasZerosAfterItsOwn()
    {
        // Rank 2: rows 0 and 2 are alike, row 1 differs, the rest is empty.
        var sparse = new SparseMatrix([0, 2, 3, 5, 5, 5], [0, 1, 2, 0, 1], [3, 4, 2, 3, 4], 4);

        var svd = TruncatedSvd.Of(sparse, 4, seed: 1, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(5 * Math.Sqrt(2), svd.SingularValues[0], 1e-5);
        Assert.Equal(2, svd.SingularValues[1], 1e-5);
        Assert.Equal([0f, 0f], svd.SingularValues[2..]);
        Assert.Equal(0.6, Math.Abs(svd.Right[0]), 1e-5);
        Assert.Equal(0.8, Math.Abs(svd.Right[4]), 1e-5);
        Assert.All(svd.Left.Concat(svd.Right), value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void AMatrixOfZerosHasNoSingularValues()
    {
        var svd = TruncatedSvd.Of(new SparseMatrix([0, 0, 0], [], [], 3), 2, seed: 1, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal([0f, 0f], svd.SingularValues);
        Assert.All(svd.Left.Concat(svd.Right), value => Assert.Equal(0, value));
    }

    [Fact]
    public void TheSameSeedGivesTheSameBits()
    {
        var sparse = Random(80, 60, share: 0.2, seed: 2);

        TruncatedSvd one = TruncatedSvd.Of(sparse, 5, seed: 9, cancellationToken: TestContext.Current.CancellationToken), two = TruncatedSvd.Of(sparse, 5, seed: 9, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(one.SingularValues, two.SingularValues);
        Assert.Equal(one.Left, two.Left);
        Assert.Equal(one.Right, two.Right);
        Assert.NotEqual(one.Right, TruncatedSvd.Of(sparse, 5, seed: 10, cancellationToken: TestContext.Current.CancellationToken).Right);
    }

    [Fact]
    public void ACancelledDecompositionEnds() => Assert.ThrowsAny<OperationCanceledException>(
        () => TruncatedSvd.Of(Random(80, 60, share: 0.2, seed: 2), 5, seed: 9, cancellationToken: new CancellationToken(canceled: true)));

    internal static SparseMatrix Random(int rows, int columns, double share, ulong seed)
    {
        var random = new SeededRandom(seed);
        var sums = new SparseRows(columns);
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++) if (random.NextDouble() < share) sums.Add(column, (float)random.NextGaussian());
            sums.EndRow();
        }

        return sums.ToMatrix();
    }

    private static Matrix<double> Dense(SparseMatrix sparse)
    {
        var dense = Matrix<double>.Build.Dense(sparse.RowCount, sparse.ColumnCount);
        for (int row = 0; row < sparse.RowCount; row++)
        {
            for (int k = sparse.Offsets[row]; k < sparse.Offsets[row + 1]; k++) dense[row, sparse.Columns[k]] = sparse.Values[k];
        }

        return dense;
    }

    private static Matrix<double> Wide(float[] values, int width) => Matrix<double>.Build.Dense(values.Length / width, width, (row, column) => values[row * width + column]);

    // ‖PᵀQ‖² is the number of columns where the spaces are one.
    private static void AssertSameSpace(Matrix<double> expected, float[] vectors, int width, int count) =>
        Assert.Equal(count, Math.Pow(expected.TransposeThisAndMultiply(Wide(vectors, width).SubMatrix(0, expected.RowCount, 0, count)).FrobeniusNorm(), 2), 0.01);
}
