using DeepRec.Encoders;
using DeepRec.Models;
using DeepRec.Tests.Fused;
using static TorchSharp.torch;

namespace DeepRec.Tests.Privacy;

/// <summary>Gradients row by row in closed form beside the loop that makes them one at a time by autograd, its oracle.</summary>
public sealed class ClippedStepTests
{
    private const double Ridge = 0.3;

    public static TheoryData<string> Structures => [.. FusedRows.Fused.Keys];

    [Theory]
    [MemberData(nameof(Structures))]
    public void EachLengthIsThatOfTheRowAloneInDoublesToAMillionth(string structure)
    {
        var options = FusedRows.Fused[structure] with { Dropout = 0 };
        var rows = FusedRows.RowsFor(options);
        using RatingPredictor model = FusedRows.Create(options, rows), exact = FusedRows.Create(options, rows);
        FusedRows.ToDoubles(exact);
        model.train();
        exact.train();
        if (options.Loss is SquaredErrorLoss or HuberLoss) rows = FusedRows.Rows(labels: AwayFrom(exact, rows));
        using var fused = model.Fuse(rows, Ridge)!;
        int[] places = Permutation.Of(FusedRows.Count, 9)[..130];
        double[] alone = [.. places.Select(place => LengthAlone(exact, rows, place))];
        foreach (int count in (int[])[1, 2, 130])
        {
            var lengths = new double[count];
            fused.RunClipped(places.AsSpan(0, count), step: 0, bound: 1, lengths);
            for (int i = 0; i < count; i++) Assert.InRange(Math.Abs(lengths[i] - alone[i]) / alone[i], 0, 1e-6);
        }
    }

    [Theory]
    [InlineData("article")]
    [InlineData("recommended")]
    [InlineData("ids in both")]
    [InlineData("sums")]
    [InlineData("logistic")]
    public void TheSumIsThatOfTheShortenedGradients(string structure)
    {
        const double bound = 0.7;
        var options = FusedRows.Fused[structure] with { Dropout = 0 };
        var rows = FusedRows.RowsFor(options);
        using var model = FusedRows.Create(options, rows);
        model.train();
        using var fused = model.Fuse(rows, Ridge)!;
        int[] places = Permutation.Of(FusedRows.Count, 3)[..137];
        var expected = model.named_parameters().ToDictionary(p => p.name, p => new double[p.parameter.numel()]);
        int shortened = 0;
        foreach (int place in places)
        {
            var gradients = Single(model, rows, place);
            double factor = Math.Min(1, bound / Math.Sqrt(gradients.Values.Sum(g => g.Sum(x => (double)x * x))));
            shortened += factor < 1 ? 1 : 0;
            foreach (var (name, gradient) in gradients) for (int i = 0; i < gradient.Length; i++) expected[name][i] += factor * gradient[i];
        }

        fused.RunClipped(places, step: 0, bound, new double[places.Length]);

        Assert.InRange(shortened, 10, 137);
        foreach (var (name, parameter) in model.named_parameters())
        {
            float[] found = Dense(fused.Gradients.Single(g => ReferenceEquals(g.Parameter, parameter)), expected[name].Length);
            double length = Math.Sqrt(expected[name].Sum(x => x * x)), off = Math.Sqrt(expected[name].Zip(found).Sum(pair => (pair.First - pair.Second) * (pair.First - pair.Second)));
            Assert.InRange(off, 0, 3e-6 * Math.Max(4, length));
        }
    }

    [Fact]
    public void DroppedUnitsAreSeenToInTheLength()
    {
        var options = FusedRows.Fused["recommended"];
        var rows = FusedRows.RowsFor(options);
        using var model = FusedRows.Create(options, rows);
        model.train();
        using var fused = model.Fuse(rows, Ridge)!;
        var lengths = new double[1];
        for (int row = 0; row < 20; row++)
        {
            using (StepRandom.Begin(5)) fused.Run([row], step: 0);
            double expected = Math.Sqrt(fused.Gradients.Sum(g => RowClipping.SquaredLength(g.All ?? g.Rows!.Values)));
            using (StepRandom.Begin(5)) fused.RunClipped([row], step: 0, bound: 1, lengths);
            Assert.Equal(expected, lengths[0], 1e-6 * Math.Max(1, expected));
        }
    }

    [Fact]
    public void NoRowsGiveNoGradient()
    {
        var options = FusedRows.Fused["recommended"];
        var rows = FusedRows.RowsFor(options);
        using var model = FusedRows.Create(options, rows);
        using var fused = model.Fuse(rows, Ridge)!;
        using (StepRandom.Begin(5)) fused.RunClipped([1, 2, 3], step: 0, bound: 1, new double[3]);

        Assert.Equal(0, fused.RunClipped([], step: 1, bound: 1, []));

        Assert.All(fused.Gradients, gradient => Assert.All((gradient.All ?? gradient.Rows!.Values).ToArray(), value => Assert.Equal(0, value)));
    }

    [Fact]
    public void ABagThatHoldsAnIdTwiceIsLongerByIt()
    {
        // (a, a, b) summed: 2 g at a and g at b: 4 + 1 = 5. Mean: divided by 9.
        var bag = new IdBagColumn([0, 3], [0, 0, 1], 3);
        var random = new SeededRandom(1);
        using var table = new EmbeddingTable(3, 2, 1, ref random);
        Assert.Equal(5, new FusedBag(table, bag, BagPooling.Sum).SquaredShare(0), 1e-12);
        Assert.Equal(5 / 9.0, new FusedBag(table, bag, BagPooling.Mean).SquaredShare(0), 1e-7);
        Assert.Equal(5 / 3.0, new FusedBag(table, bag, BagPooling.SquareRoot).SquaredShare(0), 1e-6);
    }

    // Labels that no prediction is near. Taking a label from one that is leaves of a float no more digits than the two differ in, whatever is done next.
    private static float[] AwayFrom(RatingPredictor model, Dataset rows)
    {
        using var scope = NewDisposeScope();
        using var none = no_grad();
        var predictions = TensorMemory.Span<double>(model.call(new BatchSource(rows, FusedRows.Inputs).Gather([.. Enumerable.Range(0, FusedRows.Count)])));
        var labels = new float[FusedRows.Count];
        for (int i = 0; i < labels.Length; i++) labels[i] = (float)predictions[i] + (i % 2 == 0 ? 3 : -3);
        return labels;
    }

    private static double LengthAlone(RatingPredictor model, Dataset rows, int place)
    {
        using var scope = NewDisposeScope();
        model.zero_grad();
        Backward(model, rows, place);
        return Math.Sqrt(model.parameters().Sum(parameter => parameter.grad is null ? 0 : GradientClipping.SumOfSquares<double>(TensorMemory.Span<double>(parameter.grad))));
    }

    private static void Backward(RatingPredictor model, Dataset rows, int place)
    {
        var batch = new BatchSource(rows, FusedRows.Inputs).Gather([place]);
        var loss = model.Loss(batch);
        if (model.EmbeddingPenalty(batch) is { } penalty) loss = loss.Plus(penalty.Times(Ridge));
        loss.backward();
    }

    private static Dictionary<string, float[]> Single(RatingPredictor model, Dataset rows, int place)
    {
        using var scope = NewDisposeScope();
        model.zero_grad();
        Backward(model, rows, place);
        return model.named_parameters().Where(p => p.parameter.grad is not null).ToDictionary(p => p.name, p => TensorMemory.ToFloats(p.parameter.grad!));
    }

    private static float[] Dense(MemoryGradient gradient, int length)
    {
        if (gradient.All is { } all) return all;
        var dense = new float[length];
        var rows = gradient.Rows!;
        for (int i = 0; i < rows.Count; i++) rows.Values.Slice(i * rows.Width, rows.Width).CopyTo(dense.AsSpan(rows.Rows[i] * rows.Width));
        return dense;
    }
}
