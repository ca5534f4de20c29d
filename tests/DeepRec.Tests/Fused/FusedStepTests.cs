using DeepRec.Encoders;
using DeepRec.Models;
using static TorchSharp.torch;

namespace DeepRec.Tests.Fused;

/// <summary>The fused step beside autograd, its oracle.</summary>
public sealed class FusedStepTests
{
    private const double Ridge = 0.3;

    public static TheoryData<string, int> StructuresAndWidths
    {
        get
        {
            var all = new TheoryData<string, int>();
            foreach (string name in FusedRows.Fused.Keys) foreach (int bits in new[] { 32, 128, 256, 512 }) all.Add(name, bits);
            return all;
        }
    }

    [Theory]
    [MemberData(nameof(StructuresAndWidths))]
    public void LossAndGradientsAreThoseOfAutograd(string structure, int bits)
    {
        var options = FusedRows.Fused[structure];
        var rows = FusedRows.RowsFor(options);
        using var model = FusedRows.Create(options, rows);
        model.train();
        MatrixKernels.Force(bits);
        try
        {
            using var fused = model.Fuse(rows, Ridge)!;
            foreach (int batch in new[] { 300, 1, 2, 37, 128, FusedRows.Count })
            {
                int[] places = Permutation.Of(FusedRows.Count, 9)[..batch];
                using var scope = NewDisposeScope();
                double expected = Autograd(model, rows, places);
                double loss;
                using (StepRandom.Begin(17)) loss = fused.Run(places, step: 0);
                Assert.Equal(expected, loss, 1e-6 * Math.Max(1, expected));
                AssertGradients(model, fused, tolerance: 1e-6);
            }
        }
        finally
        {
            MatrixKernels.Force(null);
        }
    }

    [Theory]
    [MemberData(nameof(StructuresAndWidths))]
    public void SoTheyAreWhereRowsHaveWeights(string structure, int bits)
    {
        var options = FusedRows.Fused[structure];
        var rows = FusedRows.RowsFor(options);
        float[] weights = [.. Enumerable.Range(0, FusedRows.Count).Select(row => row % 5 * 0.5f)]; // 0 among them
        using var model = FusedRows.Create(options, rows);
        model.train();
        MatrixKernels.Force(bits);
        try
        {
            using var fused = model.Fuse(rows, Ridge, weights)!;
            foreach (int batch in new[] { 300, 2, 37 })
            {
                int[] places = Permutation.Of(FusedRows.Count, 9)[..batch];
                using var scope = NewDisposeScope();
                double expected = Autograd(model, rows, places, weights), loss;
                using (StepRandom.Begin(17)) loss = fused.Run(places, step: 0);
                Assert.Equal(expected, loss, 1e-6 * Math.Max(1, expected));
                AssertGradients(model, fused, tolerance: 2e-6);
            }
        }
        finally
        {
            MatrixKernels.Force(null);
        }
    }

    [Fact]
    public void RowsThatNoStepMeetsHaveNoGradientThoughTheirTableIsMultipliedBeforehand()
    {
        var rows = FusedRows.Rows();
        var users = rows.Column<IdColumn>("user");
        int[] places = [.. Enumerable.Range(0, FusedRows.Count).Where(row => users.Ids[row] is not (3 or 38))];
        using var model = FusedRows.Create(FusedRows.Fused["wide"], rows);
        using var fused = model.Fuse(rows, 0)!; // with a penalty vectors of ids would be needed by themselves

        for (int step = 0; step < 2; step++)
        {
            fused.Run(places, step);

            var gradient = fused.Gradients.Single(g => ReferenceEquals(g.Parameter, model.get_parameter("encoder.user.table.weight"))).Rows!;
            Assert.Equal([.. Enumerable.Range(0, 40).Where(id => id is not (3 or 38) && users.Ids.Contains(id))], gradient.Rows.ToArray().Order());
            Assert.True(gradient.Values.ToArray().Chunk(gradient.Width).All(row => row.Any(g => g != 0)));
        }
    }

    private static double Autograd(RatingPredictor model, Dataset rows, int[] places, float[]? weights = null)
    {
        model.zero_grad();
        using var random = StepRandom.Begin(17);
        var batch = new BatchSource(rows, FusedRows.Inputs) { Weights = weights ?? [] }.Gather(places);
        var loss = model.Loss(batch);
        double value = TensorMath.Number(loss);
        if (model.EmbeddingPenalty(batch) is { } penalty) loss = loss.Plus(penalty.Times(Ridge));
        loss.backward();
        return value;
    }

    // Of the whole gradient's length; of one that is small beside it, as sums that nearly cancel are, 1e-5 of its own. So may be the error of a single row.
    private static void AssertGradients(RatingPredictor model, FusedStep fused, double tolerance)
    {
        var parameters = model.named_parameters().ToArray();
        Assert.Equal(parameters.Length, fused.Gradients.Count);
        double all = 0, allOff = 0;
        foreach (var (name, parameter) in parameters)
        {
            float[] expected = TensorMemory.ToFloats(parameter.grad!), found = Dense(fused.Gradients.Single(g => ReferenceEquals(g.Parameter, parameter)), expected.Length);
            double length = expected.Sum(g => (double)g * g), off = expected.Zip(found).Sum(pair => ((double)pair.First - pair.Second) * ((double)pair.First - pair.Second));
            Assert.True(Math.Sqrt(off) <= 1e-5 * Math.Sqrt(length), FormattableString.Invariant($"{name}: off by {Math.Sqrt(off / length):E2} of {Math.Sqrt(length):E2}"));
            (all, allOff) = (all + length, allOff + off);
        }

        Assert.InRange(Math.Sqrt(allOff / all), 0, tolerance);
    }

    private static float[] Dense(MemoryGradient gradient, int length)
    {
        if (gradient.All is { } all) return all;
        var (dense, rows) = (new float[length], gradient.Rows!);
        for (int i = 0; i < rows.Count; i++) rows.Values.Slice(i * rows.Width, rows.Width).CopyTo(dense.AsSpan(rows.Rows[i] * rows.Width));
        return dense;
    }
}
