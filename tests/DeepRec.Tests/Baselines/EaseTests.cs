using MathNet.Numerics.LinearAlgebra;
using static TorchSharp.torch;

namespace DeepRec.Tests.Baselines;

public sealed class EaseTests
{
    [Fact]
    public void TwoItemsAreThoseWorkedByHand()
    {
        // G = [[2, 1], [1, 2]] + I = [[3, 1], [1, 3]], P = [[3, −1], [−1, 3]] / 8, B = [[0, ⅓], [⅓, 0]].
        using var scorer = TinyRanking.Fit(new EaseOptions { Regularization = 1, HistoryDecay = 0.5 }, TinyRanking.Data([[0, 1], [1], [0]], itemCount: 2));

        TinyRanking.AssertNear([0, 1 / 3.0], TinyRanking.Score(scorer, [[0]]));
        TinyRanking.AssertNear([1 / 6.0, 1 / 3.0], TinyRanking.Score(scorer, [[1, 0]]));
    }

    [Fact]
    public void WeightsAreThoseOfADirectInverse()
    {
        const int Items = 60;
        var data = TinyRanking.Data(TinyRanking.Histories(users: 300, Items, seed: 8), Items);
        var dense = Matrix<double>.Build.Dense(300, Items);
        for (int user = 0; user < 300; user++) foreach (int item in data.Interactions.Of(user)) dense[user, item] = 1;
        var inverse = (dense.TransposeThisAndMultiply(dense) + 5 * Matrix<double>.Build.DenseIdentity(Items)).Inverse();

        using var scorer = TinyRanking.Fit(new EaseOptions { Regularization = 5 }, data);

        Assert.All(Enumerable.Range(0, Items), j => TinyRanking.AssertNear(
            Enumerable.Range(0, Items).Select(i => i == j ? 0 : -inverse[j, i] / inverse[i, i]), TinyRanking.Score(scorer, [[j]])));
    }

    [Fact]
    public void LibtorchAndManagedCodeAgreeAndTheNumberOfThreadsIsAsBefore()
    {
        var matrix = SparseMatrix.Of(TinyRanking.Data(TinyRanking.Histories(users: 900, items: 300, seed: 8), 300).Interactions);
        int threads = get_num_threads();

        float[] small = InverseGram.Small(matrix, 2, TestContext.Current.CancellationToken), large = InverseGram.Large(matrix, 2, TestContext.Current.CancellationToken);

        Assert.Equal(300 * 300, large.Length);
        Assert.All(small.Zip(large), pair => Assert.Equal(pair.First, pair.Second, 1e-6f));
        Assert.Equal(threads, get_num_threads());
    }

    [Fact]
    public void ALargeInverseIsCancelled() => Assert.ThrowsAny<OperationCanceledException>(
        () => InverseGram.Large(SparseMatrix.Of(TinyRanking.Data([[0, 1]], 2).Interactions), 2, new CancellationToken(canceled: true)));

    [Fact]
    public void ACatalogueTooLargeForAllPairsIsRefused()
    {
        var data = TinyRanking.Data([[0]], itemCount: 3);
        var many = data with { Interactions = new Interactions([0, 1], [0], EaseOptions.MaximumItems + 1) };
        Assert.Contains("GfCfOptions", Assert.Throws<ArgumentException>(() => TinyRanking.Fit(new EaseOptions(), many)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SettingsOutOfRangeAreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new EaseOptions { Regularization = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new EaseOptions { HistoryDecay = 0 });
    }
}
