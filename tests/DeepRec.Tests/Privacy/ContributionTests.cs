using DeepRec.Models;
using DeepRec.Tests.Fused;
using Microsoft.Extensions.Logging.Abstractions;

namespace DeepRec.Tests.Privacy;

/// <summary>Whole private trainings from outside: what a step hands to the optimiser, less the noise, which a seed tells again, is what the drawn units added.</summary>
public sealed class ContributionTests(SmallShop shop) : IClassFixture<SmallShop>
{
    private const double Bound = 0.2;
    private const int Steps = 80;

    public static TheoryData<string, PrivacyUnit> Ways => new()
    {
        { "fused", PrivacyUnit.Example }, { "fused", PrivacyUnit.User }, { "autograd", PrivacyUnit.Example }, { "autograd", PrivacyUnit.User }, { "ranker", PrivacyUnit.Example }, { "ranker", PrivacyUnit.User },
        { "fused ranker", PrivacyUnit.Example }, { "fused ranker", PrivacyUnit.User },
    };

    [Theory]
    [MemberData(nameof(Ways))]
    public void NoUnitAddsMoreThanTheBoundAndNoiseIsRightInEveryRowOfEveryTable(string way, PrivacyUnit unit)
    {
        double[][] squares = [];
        int alone = 0, shortened = 0, empty = 0;
        var (widths, deviation) = Train(way, unit, (drawn, added, whole) =>
        {
            double length = Math.Sqrt(added.Sum(values => values.Sum(value => value * value)));
            Assert.InRange(length, 0, Math.Max(1e-6, drawn * Bound * (1 + 1e-6))); // of nobody, the rounding of the noise
            alone += drawn == 1 ? 1 : 0;
            shortened += drawn == 1 && length > 0.9999 * Bound ? 1 : 0;
            if (drawn > 0) return;
            empty++; // noise alone
            if (squares.Length == 0) squares = [.. whole.Select(values => new double[values.Length])];
            for (int p = 0; p < whole.Length; p++) for (int i = 0; i < whole[p].Length; i++) squares[p][i] += whole[p][i] * whole[p][i];
        });

        Assert.True(alone > 15, $"{alone} steps drew one unit");
        Assert.True(shortened > 8, $"{shortened} of {alone} were shortened");
        Assert.True(empty > 15, $"{empty} steps drew nobody");
        for (int p = 0; p < squares.Length; p++)
        {
            foreach (double[] row in squares[p].Chunk(widths[p]))
            {
                double six = 6 * Math.Sqrt(2.0 / (empty * row.Length)); // deviations of a variance's estimate
                Assert.InRange(row.Sum() / (empty * row.Length * deviation * deviation), 1 - six, 1 + (1.5 * six)); // chi squared has the longer tail above
            }
        }
    }

    // Shows of each step how many units it drew, what they added, and that with the noise; gives the width of each parameter's rows, and the noise's deviation.
    private (int[] Widths, double Deviation) Train(string way, PrivacyUnit unit, Action<int, double[][], double[][]> show)
    {
        var privacy = new PrivacyOptions { Epsilon = 20, Delta = 0.1, ClippingNorm = Bound, Unit = unit, CryptographicNoise = false };
        bool reads = way == "ranker" && unit == PrivacyUnit.User, isFused = way.StartsWith("fused", StringComparison.Ordinal);
        using var trained = way.EndsWith("ranker", StringComparison.Ordinal) ? SmallRanking.TrainOn<string, string>(isFused ? PrivateRankerTests.Pairs(shop.Train) : shop.Train, PrivateRankerTests.Plain(reads)) : null;
        var rows = FusedRows.Rows();
        using RecommenderModel? rating = trained is null ? FusedRows.Create(FusedRows.Fused["recommended"], rows) : null;
        using var ranker = trained is not null ? PrivateRankerTests.RankerOf(trained, reads) : null;
        TrainingTask task = rating is not null ? new RowTask(rating, new TrainingData(rows, FusedRows.Inputs), new TrainerOptions()) : PrivateRankerTests.TaskOf(trained!, ranker!);
        var units = task.UnitsOf(unit);
        var options = new TrainerOptions { Epochs = 1, BatchSize = Math.Max(1, task.Rows / units.Count), Privacy = privacy, Fused = isFused ? FusedTraining.Automatic : FusedTraining.Never }; // about one unit a step
        task.Module.train();
        using var run = new TrainingRun(task, options, NullLogger.Instance);
        Assert.Equal(isFused, run.IsFused);
        var steps = run.PrivateSteps!;
        double expected = steps.SampleRate * units.Count, deviation = steps.NoiseMultiplier * Bound;
        for (int step = 0; step < Steps; step++)
        {
            run.Step(step % task.StepsAnEpoch, step, 1e-2);
            var source = steps.SourceOf(step);
            int drawn = source.Draw(units.Count, steps.SampleRate).Length;
            var (added, whole) = (new double[steps.Gradients.Count][], new double[steps.Gradients.Count][]);
            for (int p = 0; p < added.Length; p++)
            {
                var noise = new float[steps.Gradients[p].Length];
                source.Add(noise, deviation);
                whole[p] = [.. steps.Gradients[p].Select(value => value * expected)];
                added[p] = [.. whole[p].Zip(noise, (value, n) => value - n)];
            }

            show(drawn, added, whole);
        }

        return ([.. task.Module.parameters().Where(parameter => parameter.requires_grad).Select(parameter => (int)parameter.shape[^1])], deviation);
    }
}
