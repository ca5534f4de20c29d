namespace DeepRec.Tests.Scoring;

public sealed class MatrixKernelsTests
{
    private static readonly int[] Sizes = [1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33, 40, 71, 141];

    public static TheoryData<int> Widths { get; } = [32, 128, 256, 512];

    [Theory]
    [MemberData(nameof(Widths))]
    public void ProductsAreThoseOfTheDefinition(int bits)
    {
        var kernels = MatrixKernels.OfWidth(bits);
        var random = new Random(bits);
        foreach (int m in Sizes)
        {
            foreach (int n in Sizes)
            {
                int k = Sizes[random.Next(Sizes.Length - 2)];
                float[] a = Values(random, m * k), b = Values(random, k * n), start = Values(random, n), c = new float[m * n], transposed = new float[k * m];
                for (int i = 0; i < m * k; i++) transposed[(i % k * m) + (i / k)] = a[i];

                kernels.Product(MatrixView.Of(a, m, k), MatrixView.Of(b, k, n), start, MatrixView.Of(c, m, n));
                kernels.AddProduct(MatrixView.Of(transposed, k, m).Transposed, MatrixView.Of(b, k, n), MatrixView.Of(c, m, n));

                Near.Equal([.. Enumerable.Range(0, m * n).Select(i => start[i % n] + (2 * Dot(a, i / n * k, b, i % n, n, k)))], [.. c.Select(value => (double)value)], 1e-5);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void WhatAProgramStartsWithGivesTheVeryNumbers(int bits)
    {
        var random = new Random(bits);
        var kernels = MatrixKernels.OfWidth(bits);
        foreach (int n in Sizes)
        {
            var starting = new StartingKernels(bits); // so few numbers that it stays what it is
            float[] a = Values(random, 5 * 3), b = Values(random, 3 * n), x = Values(random, n), start = Values(random, n), expected = new float[5 * n], found = new float[5 * n];

            kernels.Product(MatrixView.Of(a, 5, 3), MatrixView.Of(b, 3, n), start, MatrixView.Of(expected, 5, n));
            starting.Product(MatrixView.Of(a, 5, 3), MatrixView.Of(b, 3, n), start, MatrixView.Of(found, 5, n));
            Assert.Equal(expected, found);

            kernels.AddProduct(MatrixView.Of(a, 3, 5).Transposed, MatrixView.Of(b, 3, n), MatrixView.Of(expected, 5, n));
            starting.AddProduct(MatrixView.Of(a, 3, 5).Transposed, MatrixView.Of(b, 3, n), MatrixView.Of(found, 5, n));
            kernels.AddScaled(0.3f, x, expected.AsSpan(n, n));
            starting.AddScaled(0.3f, x, found.AsSpan(n, n));
            Assert.Equal(expected, found);
            Assert.Equal(kernels.Dot(x, start), starting.Dot(x, start));
        }
    }

    [Fact]
    public void AfterManyRowsTheNumbersStayTheSame()
    {
        var starting = new StartingKernels(128);
        float[] x = Values(new Random(1), 77), y = Values(new Random(2), 77);
        for (int call = 0; call < 20_000; call++) Assert.Equal(MatrixKernels.OfWidth(128).Dot(x, y), starting.Dot(x, y));
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void APartOfTheColumnsLeavesTheOthersAlone(int bits)
    {
        var random = new Random(bits);
        float[] a = Values(random, 5 * 3), b = Values(random, 3 * 20), c = Values(random, 5 * 30), before = [.. c];

        MatrixKernels.OfWidth(bits).AddProduct(MatrixView.Of(a, 5, 3), MatrixView.Of(b, 3, 20).Slice(2, 17), MatrixView.Of(c, 5, 30).Slice(4, 17));

        for (int i = 0; i < c.Length; i++)
        {
            double expected = before[i] + (i % 30 is >= 4 and < 21 ? Dot(a, i / 30 * 3, b, i % 30 - 2, 20, 3) : 0);
            Assert.Equal(expected, c[i], 1e-5);
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void InnerProductsAndScaledSumsAreThoseOfTheDefinition(int bits)
    {
        var random = new Random(bits);
        foreach (int length in Sizes)
        {
            float[] x = Values(random, length), y = Values(random, length);
            double dot = x.Zip(y).Sum(pair => (double)pair.First * pair.Second);
            float[] sum = [.. y];
            MatrixKernels.OfWidth(bits).AddScaled(0.5f, x, sum);

            Assert.Equal(dot, MatrixKernels.OfWidth(bits).Dot(x, y), 1e-5);
            Near.Equal([.. x.Zip(y).Select(pair => (0.5f * pair.First) + pair.Second)], sum);
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void RowsAreTakenFromAndAddedInTheirPlaces(int bits)
    {
        int[] places = [2, 0, 2];
        foreach (int n in Sizes)
        {
            var random = new Random(n);
            float[] x = Values(random, 3 * n), y = Values(random, 3 * n), gathered = [.. y], scattered = [.. y], taken = [.. y];

            MatrixKernels.OfWidth(bits).AddRows(MatrixView.Of(x, 3, n), places, MatrixView.Of(gathered, 3, n));
            MatrixKernels.OfWidth(bits).AddToRows(MatrixView.Of(x, 3, n), places, MatrixView.Of(scattered, 3, n));
            MatrixKernels.OfWidth(bits).TakeRows(MatrixView.Of(x, 3, n), places, MatrixView.Of(taken, 3, n));

            Assert.Equal([.. x[(2 * n)..], .. x[..n], .. x[(2 * n)..]], taken);
            for (int d = 0; d < n; d++)
            {
                Assert.Equal([y[d] + x[(2 * n) + d], y[n + d] + x[d], y[(2 * n) + d] + x[(2 * n) + d]], [gathered[d], gathered[n + d], gathered[(2 * n) + d]]);
                Assert.Equal([y[d] + x[n + d], y[n + d], y[(2 * n) + d] + x[d] + x[(2 * n) + d]], [scattered[d], scattered[n + d], scattered[(2 * n) + d]]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void RowsOfSeveralPlacesAreAddedAtOnce(int bits)
    {
        int[] places = [2, 0, 3, 3, 0, 1]; // of the two rows at first, then again, then again
        foreach (int n in Sizes)
        {
            var random = new Random(n);
            float[] table = Values(random, 4 * n), rows = Values(random, 2 * n), gathered = [.. rows], scattered = [.. table];

            MatrixKernels.OfWidth(bits).AddRows(MatrixView.Of(table, 4, n), places, MatrixView.Of(gathered, 2, n));
            MatrixKernels.OfWidth(bits).AddToRows(MatrixView.Of(rows, 2, n), places, MatrixView.Of(scattered, 4, n));

            for (int d = 0; d < n; d++)
            {
                float Of(int row) => table[(row * n) + d];
                Near.Equal([rows[d] + Of(2) + Of(3) + Of(0), rows[n + d] + Of(0) + Of(3) + Of(1)], [gathered[d], gathered[n + d]]);
                Near.Equal([Of(0) + rows[n + d] + rows[d], Of(1) + rows[n + d], Of(2) + rows[d], Of(3) + rows[d] + rows[n + d]], [.. Enumerable.Range(0, 4).Select(row => scattered[(row * n) + d])]);
            }
        }
    }

    [Fact]
    public void MatricesThatDoNotFitAreRefused()
    {
        var kernels = MatrixKernels.Best;
        float[] six = new float[6];
        Assert.Throws<ArgumentException>(() => kernels.AddProduct(MatrixView.Of(six, 2, 3), MatrixView.Of(six, 2, 3), MatrixView.Of(six, 2, 3)));
        Assert.Throws<ArgumentException>(() => kernels.AddProduct(MatrixView.Of(six, 2, 3), MatrixView.Of(six, 2, 3).Transposed, MatrixView.Of(six, 2, 2)));
        Assert.Throws<ArgumentException>(() => kernels.Product(MatrixView.Of(six, 2, 3), MatrixView.Of(six, 3, 2), [], MatrixView.Of(six, 2, 2)));
        Assert.Throws<ArgumentException>(() => kernels.TakeRows(MatrixView.Of(six, 2, 3), [0], MatrixView.Of(six, 2, 3)));
        Assert.Throws<ArgumentOutOfRangeException>(() => kernels.TakeRows(MatrixView.Of(six, 2, 3), [0, 2], MatrixView.Of(six, 2, 3)));
        Assert.Throws<ArgumentException>(() => kernels.AddRows(MatrixView.Of(six, 2, 3), [0], MatrixView.Of(six, 2, 3)));
        Assert.Throws<ArgumentException>(() => kernels.AddToRows(MatrixView.Of(six, 2, 3), [0, 1], MatrixView.Of(six, 3, 2)));
        Assert.Throws<ArgumentOutOfRangeException>(() => kernels.AddRows(MatrixView.Of(six, 2, 3), [0, 2], MatrixView.Of(six, 2, 3)));
        Assert.Throws<ArgumentOutOfRangeException>(() => kernels.AddToRows(MatrixView.Of(six, 2, 3), [-1, 1], MatrixView.Of(six, 2, 3)));
        Assert.Throws<ArgumentException>(() => kernels.Dot(six, six.AsSpan(1)));
        Assert.Throws<ArgumentException>(() => kernels.AddScaled(1, six, six.AsSpan(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => MatrixView.Of(six, 2, 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => MatrixView.Of(six, 2, 3).Slice(1, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => MatrixKernels.OfWidth(64));
    }

    private static float[] Values(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() * 2) - 1)];

    private static double Dot(float[] a, int first, float[] b, int column, int columns, int k) => Enumerable.Range(0, k).Sum(i => (double)a[first + i] * b[(i * columns) + column]);
}
