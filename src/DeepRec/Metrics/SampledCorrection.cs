using System.Numerics.Tensors;
using MathNet.Numerics;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace DeepRec;

/// <summary>
/// Estimates a metric of the full ranking from the rank among n sampled negatives: the bias–variance estimator of Krichene and Rendle,
/// "On Sampled Metrics for Item Recommendation", KDD 2020. With p(r̃ | r) binomial and every rank r equally likely beforehand, it is the
/// function f̂ of r̃ that makes Σ_r (E[f̂ | r] − f(r))² + γ Var[f̂ | r] least, which is linear in f̂.
/// </summary>
internal sealed class SampledCorrection
{
    /// <summary>γ: the weight of variance beside squared bias.</summary>
    public const double DefaultVarianceWeight = 0.1;

    private readonly int _candidates;
    private readonly int _negatives;
    private readonly double[] _binomials; // ln C(n, j)
    private readonly Cholesky<double> _normal;

    /// <param name="candidates">How many items a full ranking would have, 2 or more.</param>
    /// <param name="negatives">n, how many negatives stand beside the relevant item.</param>
    /// <param name="varianceWeight">γ, above 0.</param>
    public SampledCorrection(int candidates, int negatives, double varianceWeight = DefaultVarianceWeight)
    {
        (_candidates, _negatives) = (candidates, negatives);
        _binomials = [.. Enumerable.Range(0, negatives + 1).Select(j => SpecialFunctions.BinomialLn(negatives, j))];
        int size = negatives + 1;
        var normal = new double[size * size]; // upper half
        var probabilities = new double[negatives + 1];
        for (int rank = 1; rank <= candidates; rank++)
        {
            var (first, last) = FillProbabilities(rank, probabilities);
            for (int i = first; i <= last; i++)
            {
                normal[(i * size) + i] += varianceWeight * probabilities[i];
                TensorPrimitives.MultiplyAdd(probabilities.AsSpan(i..(last + 1)), (1 - varianceWeight) * probabilities[i], normal.AsSpan((i * size) + i, last + 1 - i), normal.AsSpan((i * size) + i, last + 1 - i));
            }
        }

        _normal = Matrix<double>.Build.Dense(size, size, (i, j) => normal[(Math.Min(i, j) * size) + Math.Max(i, j)]).Cholesky();
    }

    /// <summary>f̂: what each number of negatives above the relevant item, 0 … n, counts for. Shape [n + 1].</summary>
    /// <param name="metric">f: what a rank of the full ranking counts for.</param>
    /// <param name="lastRank">Ranks below this one count for 0.</param>
    public double[] Of(Func<int, double> metric, int lastRank)
    {
        var moments = Vector<double>.Build.Dense(_negatives + 1);
        var probabilities = new double[_negatives + 1];
        for (int rank = 1; rank <= Math.Min(lastRank, _candidates); rank++)
        {
            var (first, last) = FillProbabilities(rank, probabilities);
            double value = metric(rank);
            for (int i = first; i <= last; i++) moments[i] += probabilities[i] * value;
        }

        return _normal.Solve(moments).ToArray();
    }

    // P(j of n negatives above | rank) for j within what is not negligible.
    private (int First, int Last) FillProbabilities(int rank, double[] probabilities)
    {
        double above = (rank - 1.0) / (_candidates - 1);
        if (above is 0 or 1)
        {
            int only = above == 0 ? 0 : _negatives;
            probabilities[only] = 1;
            return (only, only);
        }

        double mean = _negatives * above, reach = 10 + (9 * Math.Sqrt(mean * (1 - above)));
        int first = Math.Max(0, (int)(mean - reach)), last = Math.Min(_negatives, (int)(mean + reach) + 1);
        for (int j = first; j <= last; j++) probabilities[j] = Math.Exp(_binomials[j] + (j * Math.Log(above)) + ((_negatives - j) * Math.Log(1 - above)));
        return (first, last);
    }
}
