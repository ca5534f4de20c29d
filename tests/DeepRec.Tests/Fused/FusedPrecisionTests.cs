using DeepRec.Encoders;
using DeepRec.Models;
using static TorchSharp.torch;

namespace DeepRec.Tests.Fused;

/// <summary>The fused step in float32 beside autograd in float64.</summary>
public sealed class FusedPrecisionTests
{
    private const double Ridge = 0.3;

    public static TheoryData<string, int> StructuresAndWidths => FusedStepTests.StructuresAndWidths;

    [Theory]
    [MemberData(nameof(StructuresAndWidths))]
    public void GradientsAreThoseOfDoublePrecisionButForRounding(string structure, int bits)
    {
        var options = FusedRows.Fused[structure];
        var rows = FusedRows.RowsFor(options);
        using RatingPredictor model = FusedRows.Create(options, rows), exact = FusedRows.Create(options, rows);
        FusedRows.ToDoubles(exact);
        model.train();
        exact.train();
        MatrixKernels.Force(bits);
        try
        {
            using var fused = model.Fuse(rows, Ridge)!;
            foreach (int batch in new[] { 1, 2, 37, FusedRows.Count })
            {
                int[] places = Permutation.Of(FusedRows.Count, 9)[..batch];
                var (expectedLoss, expected) = Autograd(exact, rows, places);
                double loss;
                using (StepRandom.Begin(17)) loss = fused.Run(places, step: 0);
                double[] found = [.. model.named_parameters().SelectMany(p => Dense(fused.Gradients.Single(g => ReferenceEquals(g.Parameter, p.parameter)), (int)p.parameter.numel()))];

                Assert.Equal(expectedLoss, loss, 1e-6 * Math.Max(1, expectedLoss));
                Assert.InRange(Length([.. expected.Zip(found, (e, f) => e - f)]), 0, 1e-6 * Length(expected));
            }
        }
        finally
        {
            MatrixKernels.Force(null);
        }
    }

    private static (double Loss, double[] Gradient) Autograd(RatingPredictor model, Dataset rows, int[] places)
    {
        using var scope = NewDisposeScope();
        using var random = StepRandom.Begin(17);
        model.zero_grad();
        var batch = new BatchSource(rows, FusedRows.Inputs).Gather(places);
        var loss = model.Loss(batch);
        double value = TensorMath.Number(loss);
        if (model.EmbeddingPenalty(batch) is { } penalty) loss = loss.Plus(penalty.Times(Ridge));
        loss.backward();
        return (value, [.. model.parameters().SelectMany(parameter => TensorMemory.Span<double>(parameter.grad!).ToArray())]);
    }

    private static double[] Dense(MemoryGradient gradient, int length)
    {
        if (gradient.All is { } all) return [.. all.Select(value => (double)value)];
        var (dense, rows) = (new double[length], gradient.Rows!);
        for (int i = 0; i < rows.Count * rows.Width; i++) dense[(rows.Rows[i / rows.Width] * rows.Width) + (i % rows.Width)] = rows.Values[i];
        return dense;
    }

    private static double Length(double[] vector) => Math.Sqrt(vector.Sum(value => value * value));
}
