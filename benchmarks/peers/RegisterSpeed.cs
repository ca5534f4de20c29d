using System.Numerics;

namespace DeepRec.Peers;

/// <summary>What a thread of this machine can do at most.</summary>
internal static class RegisterSpeed
{
    private static float _sum;

    /// <summary>Multiply-adds of float32 on full registers that nothing keeps waiting, two operations each, in 10⁹ a second: the best of some runs.</summary>
    public static double Gigaflops()
    {
        double best = 0;
        for (int run = 0; run < 20; run++)
        {
            var before = Environment.CpuUsage.TotalTime;
            const int Count = 10_000_000;
            _sum += Work(Count);
            best = Math.Max(best, 2.0 * 10 * Vector<float>.Count * Count / (Environment.CpuUsage.TotalTime - before).TotalSeconds / 1e9);
        }

        return best;
    }

    // Ten sums at once hide how long each takes.
    private static float Work(int count)
    {
        Vector<float> x = Vector<float>.One, a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x, i = x, j = x;
        for (int n = 0; n < count; n++)
        {
            (a, b, c, d, e) = (Vector.FusedMultiplyAdd(x, x, a), Vector.FusedMultiplyAdd(x, x, b), Vector.FusedMultiplyAdd(x, x, c), Vector.FusedMultiplyAdd(x, x, d), Vector.FusedMultiplyAdd(x, x, e));
            (f, g, h, i, j) = (Vector.FusedMultiplyAdd(x, x, f), Vector.FusedMultiplyAdd(x, x, g), Vector.FusedMultiplyAdd(x, x, h), Vector.FusedMultiplyAdd(x, x, i), Vector.FusedMultiplyAdd(x, x, j));
        }

        return Vector.Sum(a + b + c + d + e + f + g + h + i + j);
    }
}
