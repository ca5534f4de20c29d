using System.Collections.Concurrent;
using static TorchSharp.torch;

namespace DeepRec.Tests.Losses;

/// <summary>The short way over a softmax of inner products beside <see cref="RankingLosses"/> in double precision, its oracle.</summary>
public sealed class ProductSoftmaxTests
{
    private const int Items = 150; // a block of 96 and a ragged one

    public static TheoryData<int, int, int> BatchesDepthsAndWidths
    {
        get
        {
            var all = new TheoryData<int, int, int>();
            foreach (int batch in new[] { 1, 2, 37 }) foreach (int depth in new[] { 1, 5, 33 }) foreach (int bits in new[] { 32, 128, 256, 512 }) all.Add(batch, depth, bits);
            return all;
        }
    }

    [Theory]
    [MemberData(nameof(BatchesDepthsAndWidths))]
    public void OverAllItemsItIsTheFullSoftmax(int batch, int depth, int bits)
    {
        foreach (double smoothing in new[] { 0, 0.2 })
        {
            int[] targets = Targets(batch);
            var task = new SoftmaxTask([.. Enumerable.Range(0, Items)], 0, targets, targets, [], [], smoothing);
            Check(task, Items, depth, bits, (users, items) => RankingLosses.FullSoftmax(users.mm(items.t()), Longs(targets), smoothing));
        }
    }

    [Theory]
    [MemberData(nameof(BatchesDepthsAndWidths))]
    public void OverDrawnItemsItIsTheSampledSoftmax(int batch, int depth, int bits)
    {
        int[] targets = Targets(batch), negatives = Targets(70, seed: 5);
        float[] expected = Numbers(70, 3), expectedOfTargets = Numbers(batch, 4);
        foreach (var (own, shared) in new (float[], float[])[] { ([], []), ([], expected), (expectedOfTargets, expected) })
        {
            var task = new SoftmaxTask([.. targets, .. negatives], batch, targets, [.. Enumerable.Range(0, batch)], own, shared);
            Check(task, batch + 70, depth, bits, (users, items) => RankingLosses.SampledSoftmax(
                (users * items.narrow(0, 0, batch)).sum(1), users.mm(items.narrow(0, batch, 70).t()), shared.Length == 0 ? null : Doubles(shared), own.Length == 0 ? null : Doubles(own),
                Longs(targets).unsqueeze(1).eq(Longs(negatives).unsqueeze(0))));
        }
    }

    [Theory]
    [MemberData(nameof(BatchesDepthsAndWidths))]
    public void OverTheBatchItIsTheInBatchSoftmax(int batch, int depth, int bits)
    {
        int[] targets = Targets(batch);
        float[] shares = Numbers(batch, 6);
        var task = new SoftmaxTask(targets, 0, targets, [.. Enumerable.Range(0, batch)], shares, shares);
        Check(task, batch, depth, bits, (users, items) => RankingLosses.InBatchSoftmax(users.mm(items.t()), Doubles(shares), Longs(targets)));
    }

    [Theory]
    [InlineData(0.02)]
    [InlineData(0.2)]
    public void ScoresThatKeepRisingFromBlockToBlockAreMeasuredAnew(double rise)
    {
        const int Many = 1000; // eleven blocks, two parts
        int[] everything = [.. Enumerable.Range(0, Many)], targets = [5, 999];
        float[] vectors = [.. everything.Select(item => (float)((item - 999) * rise))];

        Check(new SoftmaxTask(everything, 0, targets, targets, [], []), [1, -0.5f], vectors, depth: 1, 256, (users, items) => RankingLosses.FullSoftmax(users.mm(items.t()), Longs(targets), 0));
    }

    [Fact]
    public void ScoresFarApartAreNoTrouble()
    {
        using var scope = NewDisposeScope();
        Tensor users = tensor(new float[] { 100, -200 }).view(2, 1), items = tensor(new float[] { 3, 1, -2 }).view(3, 1); // scores of 300, 100, −200 and −600, −200, 400
        var task = new SoftmaxTask([0, 1, 2], 0, [1, 1], [1, 1], [], []);

        Assert.Equal(((300 - 100) + (400 + 200)) / 2.0, (double)TensorMath.Number(ProductSoftmaxFunction.Apply(users, items, task, new ProductSoftmax())), 1e-4);
    }

    [Fact]
    public void WhatIsNoNumberIsSeenInTheLoss()
    {
        using var scope = NewDisposeScope();
        Tensor users = tensor(new float[] { 1, float.NaN }).view(2, 1), items = tensor(new float[] { 3, 1, -2 }).view(3, 1);
        var task = new SoftmaxTask([0, 1, 2], 0, [1, 1], [1, 1], [], []);

        Assert.Equal(double.NaN, (double)TensorMath.Number(ProductSoftmaxFunction.Apply(users, items, task, new ProductSoftmax())));
    }

    private static void Check(SoftmaxTask task, int items, int depth, int bits, Func<Tensor, Tensor, Tensor> oracle) =>
        Check(task, Numbers(task.Targets.Length * depth, 1), Numbers(items * depth, 2), depth, bits, oracle);

    // Both ways of the second pass, and each twice with the same work: what a step leaves must not matter to the next.
    private static void Check(SoftmaxTask task, float[] u, float[] v, int depth, int bits, Func<Tensor, Tensor, Tensor> oracle)
    {
        using var scope = NewDisposeScope();
        Tensor users = Doubles(u).view(-1, depth).requires_grad_(true), vectors = Doubles(v).view(-1, depth).requires_grad_(true);
        var expected = oracle(users, vectors);
        expected.backward();
        MatrixKernels.Force(bits);
        try
        {
            foreach (var softmax in new[] { new ProductSoftmax(), new ProductSoftmax(kept: 0) })
            {
                for (int time = 0; time < 2; time++)
                {
                    Tensor ours = TensorMemory.FromFloats(u, task.Targets.Length, depth).requires_grad_(true), ourVectors = TensorMemory.FromFloats(v, v.Length / depth, depth).requires_grad_(true);
                    var loss = ProductSoftmaxFunction.Apply(ours, ourVectors, task, softmax);
                    loss.Times(3).backward();
                    Assert.Equal(TensorMath.Number(expected), TensorMath.Number(loss), 1e-6 * Math.Max(1, Math.Abs(TensorMath.Number(expected))));
                    AssertNear(users.grad!, ours.grad!);
                    AssertNear(vectors.grad!, ourVectors.grad!);
                }
            }
        }
        finally
        {
            MatrixKernels.Force(null);
        }
    }

    [Theory]
    [InlineData(20_000, true, 4, true)] // less than two threads' work
    [InlineData(60_000, false, 4, true)] // blocks of items that only one thread may take
    [InlineData(60_000, true, 1, true)]
    [InlineData(60_000, true, 4, false)]
    public void AStepIsSharedWhereItIsLargeAndMayBe(int items, bool areSafe, int threads, bool byOne)
    {
        const int Batch = 64, Depth = 32;
        var seen = new ThreadNotes(items, areSafe);
        float[] users = Numbers(Batch * Depth, 1), rest = new float[3 * Batch * Depth];
        MatrixView Part(int part) => MatrixView.Of(rest.AsSpan(part * Batch * Depth), Batch, Depth);

        new ProductSoftmax(threads: threads).Run(new SoftmaxRows(MatrixView.Of(users, Batch, Depth), Part(0), Part(1), Part(2), Targets(Batch), default), seen, Enumerable.Range(0, items).ToArray(), default);

        Assert.Equal(2 * ((items + 95) / 96), seen.Blocks);
        foreach (var pass in new[] { seen.First, seen.Second }) // whose threads need not be the same
        {
            Assert.InRange(pass.Count, 1, byOne ? 1 : threads);
            if (byOne) Assert.Equal(Environment.CurrentManagedThreadId, Assert.Single(pass.Keys));
        }
    }

    private sealed class ThreadNotes(int count, bool areSafe) : SoftmaxItems
    {
        private int _blocks;

        public override int Count => count;

        public override bool AreSafe => areSafe;

        public int Blocks => _blocks;

        /// <summary>The threads that summed up.</summary>
        public ConcurrentDictionary<int, bool> First { get; } = [];

        /// <summary>The threads that differentiated.</summary>
        public ConcurrentDictionary<int, bool> Second { get; } = [];

        public override void Gather(int first, MatrixView vectors) => Note(First);

        public override void Scatter(int first, MatrixView gradient) => Note(Second);

        private void Note(ConcurrentDictionary<int, bool> threads)
        {
            threads[Environment.CurrentManagedThreadId] = true;
            Interlocked.Increment(ref _blocks);
        }
    }

    // Of the gradient's length; what cancels to nothing is not asked to be less than single precision leaves.
    private static void AssertNear(Tensor expected, Tensor threefold)
    {
        double[] right = TensorMemory.Span<double>(expected.contiguous()).ToArray(), found = [.. TensorMemory.ToFloats(threefold).Select(value => value / 3.0)];
        double length = Math.Sqrt(right.Sum(value => value * value)), off = Math.Sqrt(right.Zip(found).Sum(pair => Math.Pow(pair.First - pair.Second, 2)));
        Assert.True(off <= (1e-6 * length) + 1e-8, FormattableString.Invariant($"off by {off:E2} of {length:E2}"));
    }

    private static int[] Targets(int count, int seed = 0)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.Next(Items))];
    }

    private static float[] Numbers(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() * 3) - 1.5f)];
    }

    private static Tensor Longs(int[] values) => tensor(Array.ConvertAll(values, value => (long)value));

    private static Tensor Doubles(float[] values) => tensor(Array.ConvertAll(values, value => (double)value));
}
