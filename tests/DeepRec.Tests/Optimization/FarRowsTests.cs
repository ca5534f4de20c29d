namespace DeepRec.Tests.Optimization;

/// <summary>Tables so long that what an optimiser remembers of them stands by rows: they move as short ones do.</summary>
public sealed class FarRowsTests
{
    private const int Steps = 3;
    private static readonly int[][] Batches = [[0, 2, 3], [3], [1, 3, 0]]; // places in what is picked out of the far table

    public static TheoryData<OptimizerOptions, int> Cases { get; } = new MatrixTheoryData<OptimizerOptions, int>(
        [new AdamOptions { Lazy = true }, new AdamOptions { Lazy = true, WeightDecay = 0.1 }, new AdagradOptions { Lazy = true, InitialAccumulator = 0.1 }],
        [1, 3, 8, 10, 16, 50]);

    [Theory]
    [MemberData(nameof(Cases))]
    public void RowsOfAFarTableMoveAsThoseOfANearOneToTheBit(OptimizerOptions options, int width)
    {
        var (near, far) = (new Table(options, width, 4), new Table(options, width, Far(width)));
        for (int step = 0; step < Steps; step++)
        {
            near.StepRows(Batches[step], step);
            far.StepRows(Batches[step], step);
        }

        Assert.Equal(near.Picked(near.Weights), far.Picked(far.Weights));
        AssertSameState(near, far);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void AStepOfTheWholeTableBetweenThemIsTheSameStep(OptimizerOptions options, int width)
    {
        var (near, far) = (new Table(options, width, 4), new Table(options, width, Far(width)));
        foreach (var table in new[] { near, far })
        {
            table.StepRows(Batches[0], 0);
            table.StepAll(1);
            table.StepRows(Batches[2], 2);
            table.StepAll(3);
        }

        Assert.Equal(near.Picked(near.Weights), far.Picked(far.Weights));
        AssertSameState(near, far);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void AnImportedStateOfAFarTableGoesOnToTheBit(OptimizerOptions options, int width)
    {
        var far = new Table(options, width, Far(width));
        far.StepRows(Batches[0], 0);
        var copy = new Table(far);
        foreach (var table in new[] { far, copy }) table.StepRows(Batches[2], 1);

        Assert.Equal(far.Weights, copy.Weights);
        Assert.Equal(far.State().Select(array => array.ToArray<float>()), copy.State().Select(array => array.ToArray<float>()));
    }

    [Fact]
    public void RowsOfAnotherLengthAreStillTheSameNumbers()
    {
        var far = new Table(new AdamOptions { Lazy = true }, 16, Far(16));
        far.StepRows(Batches[0], 0);
        float[][] before = [.. far.State().Select(array => array.ToArray<float>())];
        far.Optimizer.StepRows<float>(0, far.Weights, 80, [], [], 0.01);

        Assert.Equal(before, far.State().Select(array => array.ToArray<float>()));
    }

    [Fact]
    public void RestingRowsOfAFarTableAreWokenAsThoseOfANearOneToTheBit()
    {
        var (near, far) = (new Table(new AdamOptions(), 16, 4), new Table(new AdamOptions(), 16, Far(16)));
        foreach (var table in new[] { near, far })
        {
            for (int step = 0; step < Steps; step++)
            {
                table.Wake(Batches[step]);
                table.StepRows(Batches[step], step);
            }

            table.Wake([0, 1, 2, 3]);
        }

        Assert.Equal(near.Picked(near.Weights), far.Picked(far.Weights));
        AssertSameState(near, far);
    }

    [Fact]
    public void AFarRowThatIsNotThereIsRefused()
    {
        var far = new Table(new AdamOptions { Lazy = true }, 16, Far(16));
        far.Optimizer.BeginStep();
        Assert.Throws<ArgumentOutOfRangeException>(() => far.Optimizer.StepRows<float>(0, far.Weights, 16, [Far(16)], new float[16], 0.01));
        Assert.Throws<ArgumentOutOfRangeException>(() => far.Optimizer.StepRows<float>(0, far.Weights, 16, [-1], new float[16], 0.01));
    }

    [Fact]
    public void StepsAllocateNothingAfterTheFirst()
    {
        var far = new Table(new AdamOptions { Lazy = true }, 16, Far(16));
        float[] gradients = new float[2 * 16];
        Assert.Equal(0, Allocation.Least(() =>
        {
            far.Optimizer.BeginStep();
            far.Optimizer.StepRows<float>(0, far.Weights, 16, [7, 2], gradients, 0.1);
        }));
    }

    [Fact]
    public void GradientsOfAFarTableStandInTheOrderInWhichTheyAreMet()
    {
        var (near, far) = (new RowGradient(300, 2), new RowGradient(1 << 18, 2));
        int[] rows = [.. Enumerable.Range(0, 200).Select(i => i * i % 300)];
        float[] values = [.. Enumerable.Range(0, 400).Select(i => (float)i)];
        foreach (var gradient in new[] { near, far }) gradient.Add(rows, MatrixView.Of(values, 200, 2), MatrixKernels.Best);

        Assert.Equal(near.Rows.ToArray(), far.Rows.ToArray());
        Assert.Equal(near.Values.ToArray(), far.Values.ToArray());
        Assert.Throws<IndexOutOfRangeException>(() => far.Add([1 << 18], MatrixView.Of(values, 1, 2), MatrixKernels.Best));
    }

    private static int Far(int width) => ((1 << 18) / width) + 1;

    private static void AssertSameState(Table near, Table far)
    {
        foreach (var (one, other) in near.State().Zip(far.State())) Assert.Equal(near.Picked(one.ToArray<float>()), far.Picked(other.ToArray<float>()));
    }

    // Of a table of many rows, four are like the rows of one of four: the first two, one between and the last.
    private sealed class Table
    {
        private readonly int _width, _count;
        private readonly int[] _rows;

        public Table(OptimizerOptions options, int width, int count)
        {
            (_width, _count, Optimizer, Options) = (width, count, options.CreateOptimizer(), options);
            _rows = [0, 1, count == 4 ? 2 : count / 2, count - 1];
            Weights = Spread(seed: 100);
        }

        public Table(Table other)
            : this(other.Options, other._width, other._count)
        {
            other.Weights.CopyTo(Weights, 0);
            Optimizer.Import(other.Optimizer.Export(other.Slots), Slots);
        }

        public Optimizer Optimizer { get; }

        public OptimizerOptions Options { get; }

        public float[] Weights { get; }

        private ParameterSlot[] Slots => [new("table", Weights.Length, ElementType.Float32)];

        public void StepRows(int[] batch, int seed)
        {
            Optimizer.BeginStep();
            Optimizer.StepRows<float>(0, Weights, _width, [.. batch.Select(place => _rows[place])], Values(seed, batch.Length * _width), 0.01);
        }

        public void StepAll(int seed)
        {
            Optimizer.BeginStep();
            Optimizer.Step<float>(0, Weights, Spread(seed), 0.01);
        }

        public void Wake(int[] batch) => Optimizer.Wake(0, Weights, _width, [.. batch.Select(place => _rows[place])]);

        public IEnumerable<NamedArray> State() => Optimizer.Export(Slots).Skip(1);

        public float[] Picked(float[] all) => [.. _rows.SelectMany(row => all.AsSpan(row * _width, _width).ToArray())];

        private float[] Spread(int seed)
        {
            float[] all = new float[_count * _width], picked = Values(seed, 4 * _width);
            for (int i = 0; i < 4; i++) picked.AsSpan(i * _width, _width).CopyTo(all.AsSpan(_rows[i] * _width));
            return all;
        }

        private static float[] Values(int seed, int count)
        {
            var random = new Random(seed);
            return [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() * 2) - 1)];
        }
    }
}
