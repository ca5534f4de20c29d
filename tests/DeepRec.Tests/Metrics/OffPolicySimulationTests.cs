namespace DeepRec.Tests.Metrics;

/// <summary>Policies whose true value is known, since the simulator that logs them is written down here.</summary>
public sealed class OffPolicySimulationTests
{
    private const int Runs = 500, Rows = 2_000;

    // Two contexts, the second twice as frequent as the first; three actions. The model of the rewards is wrong on purpose.
    private static readonly double[] Contexts = [1 / 3.0, 2 / 3.0];
    private static readonly double[][] Logging = [[0.6, 0.3, 0.1], [0.2, 0.2, 0.6]], Target = [[0.2, 0.3, 0.5], [0.5, 0.3, 0.2]];
    private static readonly double[][] Chances = [[0.1, 0.3, 0.6], [0.5, 0.2, 0.3]], Model = [[0.2, 0.3, 0.4], [0.3, 0.3, 0.3]];

    [Fact]
    public void EachIntervalHoldsTheTruthAsOftenAsItSays()
    {
        double truth = Contexts[0] * Dot(Target[0], Chances[0]) + (Contexts[1] * Dot(Target[1], Chances[1]));
        int ips = 0, normalized = 0, robust = 0;
        double ipsError = 0, robustError = 0;
        for (int run = 0; run < Runs; run++)
        {
            var report = Log(run);
            ips += Holds(report.Ips, truth);
            normalized += Holds(report.SelfNormalized, truth);
            robust += Holds(report.DoublyRobust!, truth);
            ipsError += report.Ips.StandardError;
            robustError += report.DoublyRobust!.StandardError;
        }

        Assert.InRange(ips, 0.93 * Runs, 0.97 * Runs);
        Assert.InRange(normalized, 0.93 * Runs, 0.97 * Runs);
        Assert.InRange(robust, 0.93 * Runs, 0.97 * Runs);
        Assert.True(robustError < ipsError); // even a poor model helps
    }

    private static OffPolicyReport Log(int seed)
    {
        var random = new SeededRandom((ulong)seed);
        double[] propensities = new double[Rows], targets = new double[Rows], rewards = new double[Rows], predicted = new double[Rows], values = new double[Rows];
        for (int row = 0; row < Rows; row++)
        {
            int context = random.NextDouble() < Contexts[0] ? 0 : 1;
            double drawn = random.NextDouble();
            int action = drawn < Logging[context][0] ? 0 : drawn < Logging[context][0] + Logging[context][1] ? 1 : 2;
            rewards[row] = random.NextDouble() < Chances[context][action] ? 1 : 0;
            (propensities[row], targets[row]) = (Logging[context][action], Target[context][action]);
            (predicted[row], values[row]) = (Model[context][action], Dot(Target[context], Model[context]));
        }

        return OffPolicyReport.OfWithModel(propensities, targets, rewards, predicted, values);
    }

    private static int Holds(OffPolicyEstimate estimate, double truth) => estimate.Lower <= truth && truth <= estimate.Upper ? 1 : 0;

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();
}
