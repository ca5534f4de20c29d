using DeepRec.Models;
using MathNet.Numerics.LinearAlgebra;

namespace DeepRec.Tests.Baselines;

public sealed class ImplicitAlsTests
{
    private const int Users = 30, Items = 12;

    private static readonly ImplicitAlsOptions Options = new() { Dimension = 4, Confidence = 10, Regularization = 0.5 };

    private static readonly SparseMatrix Met = SparseMatrix.Of(TinyRanking.Data(TinyRanking.Histories(Users, Items, seed: 6), Items).Interactions);

    [Fact]
    public void OneNumberIsThatWorkedByHand()
    {
        // y = (2, 1): YᵀY + λ = 5 + 1; item 0 met, α = 3: x = 4 · 2 / (6 + 3 · 4) = 4/9.
        var options = new ImplicitAlsOptions { Dimension = 1, Confidence = 3, Regularization = 1 };
        using var scorer = options.Restore(TinyRanking.Inputs(2), [NamedArray.From<float>("popularity", [1, 1]), NamedArray.From<float>("items", [2, 1], 2, 1)]);

        TinyRanking.AssertNear([8 / 9.0, 4 / 9.0], TinyRanking.Score(scorer, [[0]]));
    }

    [Fact]
    public void EachSideIsTheSolutionOfItsDenseEquations()
    {
        var als = new AlternatingLeastSquares(Met, Options, new RankingFit());
        als.Step();

        // Items were solved last, for these users.
        var users = Wide(als.Users);
        for (int item = 0; item < Items; item++)
        {
            int column = item;
            var confidence = Matrix<double>.Build.Diagonal([.. Enumerable.Range(0, Users).Select(user => IsMet(user, column) ? 11.0 : 1)]);
            var preference = Vector<double>.Build.Dense(Users, user => IsMet(user, column) ? 1 : 0);
            var solution = (users.TransposeThisAndMultiply(confidence) * users + 0.5 * Matrix<double>.Build.DenseIdentity(4)).Solve(users.TransposeThisAndMultiply(confidence) * preference);
            TinyRanking.AssertNear(solution, als.Items.Skip(item * 4).Take(4));
        }
    }

    [Fact]
    public void EachStepLowersTheObjective()
    {
        var als = new AlternatingLeastSquares(Met, Options, new RankingFit());
        double before = double.MaxValue;
        for (int step = 0; step < 6; step++)
        {
            als.Step();
            double now = Objective(als);
            Assert.True(now < before, $"step {step}: {now} after {before}");
            before = now;
        }
    }

    [Fact]
    public void AnotherSeedStartsElsewhere() => Assert.NotEqual(
        new AlternatingLeastSquares(Met, Options, new RankingFit(1)).Items, new AlternatingLeastSquares(Met, Options, new RankingFit(2)).Items);

    [Fact]
    public void SettingsOutOfRangeAreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new ImplicitAlsOptions { Dimension = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ImplicitAlsOptions { Iterations = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ImplicitAlsOptions { Confidence = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ImplicitAlsOptions { Regularization = 0 });
    }

    private static bool IsMet(int user, int item) => Met.ColumnsOf(user).Contains(item);

    private static Matrix<double> Wide(float[] values) => Matrix<double>.Build.Dense(values.Length / 4, 4, (row, column) => values[row * 4 + column]);

    private static double Objective(AlternatingLeastSquares als)
    {
        Matrix<double> users = Wide(als.Users), items = Wide(als.Items), scores = users.TransposeAndMultiply(items);
        double sum = 0.5 * (Math.Pow(users.FrobeniusNorm(), 2) + Math.Pow(items.FrobeniusNorm(), 2));
        for (int user = 0; user < Users; user++)
        {
            for (int item = 0; item < Items; item++) sum += (IsMet(user, item) ? 11 : 1) * Math.Pow((IsMet(user, item) ? 1 : 0) - scores[user, item], 2);
        }

        return sum;
    }
}
