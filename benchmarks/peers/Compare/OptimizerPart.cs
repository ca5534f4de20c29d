using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepRec.Peers;

/// <summary>Steps of an optimiser alone.</summary>
internal static class OptimizerPart
{
    private const int Width = 16, Met = 2048;

    public static ComparePart Create() => new(
        "optimizer",
        "A step of Adam alone, gradients given; the process' CPU time. The first line: the 13 parameters of an MLP 64-32-1 over 7 embeddings of length 16, beside TorchSharp's own Adam; the second beside one pass over as many numbers in one array. The others: 2,048 "
        + "gradients of rows of length 16 gathered and stepped, lazily; our own time at a larger table beside that at a table of 10,000 rows, so that the ratio says how much dearer size makes it.",
        Run);

    private static IEnumerable<Measurement> Run(CompareSettings settings)
    {
        TorchRuntime.EnsureLoaded();
        var (ours, theirs, inOne) = (new List<double>(), new List<double>(), new List<double>());
        for (int round = 0; round <= settings.Rounds; round++) // the first is to warm up
        {
            ours.Add(Dense(Shapes()));
            theirs.Add(TorchSharpAdam());
            inOne.Add(Dense([[Shapes().Sum(Length)]]));
        }

        yield return new Measurement("Adam, 13 parameters, 53,000 numbers", $"TorchSharp {typeof(Tensor).Assembly.GetName().Version} optim.Adam", "µs", [.. ours.Skip(1)], [.. theirs.Skip(1)], Target: 10, LessIsBetter: true);
        yield return new Measurement("Adam, 13 parameters, 53,000 numbers", "itself, one parameter", "µs", [.. ours.Skip(1)], [.. inOne.Skip(1)], LessIsBetter: true);
        foreach (int rows in new[] { 100_000, 1_000_000 })
        {
            var (large, small) = (new List<double>(), new List<double>());
            for (int round = 0; round <= settings.Rounds; round++)
            {
                large.Add(Lazy(rows));
                small.Add(Lazy(10_000));
            }

            var measured = new Measurement(FormattableString.Invariant($"lazy Adam, {rows:N0} rows"), "itself, 10,000 rows", "µs", [.. large.Skip(1)], [.. small.Skip(1)], Target: 1 / 3.0, LessIsBetter: true);
            yield return measured.Ratio < measured.Target
                ? measured with { Note = "missed where others use the memory too: a row's weights, moments and place stand on three pages that no cache holds" }
                : measured;
        }
    }

    private static int[][] Shapes() => [[945, Width], [1684, Width], [63, Width], [4, Width], [23, Width], [21, Width], [74, Width], [64, 7 * Width], [64], [32, 64], [32], [1, 32], [1]];

    private static int Length(int[] shape) => shape.Aggregate(1, (count, length) => count * length);

    private static double Dense(int[][] shapes)
    {
        float[][] weights = [.. shapes.Select(Numbers)], gradients = [.. shapes.Select(Numbers)];
        var adam = new AdamOptions().CreateOptimizer();
        return Microseconds(500, () =>
        {
            adam.BeginStep();
            for (int slot = 0; slot < weights.Length; slot++) adam.Step<float>(slot, weights[slot], gradients[slot], 1e-3);
        });
    }

    private static double TorchSharpAdam()
    {
        set_num_threads(1);
        using var scope = NewDisposeScope();
        Parameter[] parameters = [.. Shapes().Select(shape => nn.Parameter(tensor(Numbers(shape), [.. shape.Select(length => (long)length)])))];
        foreach (var parameter in parameters) (parameter * tensor(Numbers([(int)parameter.numel()])).view_as(parameter)).sum().backward();
        using var adam = optim.Adam(parameters);
        return Microseconds(100, () => adam.step());
    }

    private static double Lazy(int rows)
    {
        using var table = zeros(rows, Width);
        float[] vectors = Numbers([Met, Width]);
        int[] met = new int[Met];
        var gradient = new RowGradient(rows, Width);
        var adam = new AdamOptions { Lazy = true }.CreateOptimizer();
        var random = new Random(1);
        return Microseconds(200, () =>
        {
            for (int i = 0; i < Met; i++) met[i] = random.Next(rows);
            gradient.Add(met, MatrixView.Of(vectors, Met, Width), MatrixKernels.Best);
            adam.BeginStep();
            adam.StepRows<float>(0, TensorMemory.Span<float>(table), Width, gradient.Rows, gradient.Values, 1e-3);
            gradient.Clear();
        });
    }

    private static float[] Numbers(int[] shape)
    {
        var random = new Random(shape[0]);
        return [.. Enumerable.Range(0, Length(shape)).Select(_ => (random.NextSingle() * 2) - 1)];
    }

    private static double Microseconds(int steps, Action step)
    {
        for (int i = 0; i < steps / 2; i++) step();
        var before = Environment.CpuUsage.TotalTime;
        for (int i = 0; i < steps; i++) step();
        return (Environment.CpuUsage.TotalTime - before).TotalMicroseconds / steps;
    }
}
