using MathNet.Numerics.LinearAlgebra;

namespace DeepRec.Tests.Baselines;

public sealed class GfCfTests
{
    [Fact]
    public void NeighboursAreThoseWorkedByHand()
    {
        // D_u = (2, 1), D_i = (2, 1): R̃ = [[½, √½], [√½, 0]], R̃ᵀR̃ = [[¾, √⅛], [√⅛, ½]].
        using var scorer = TinyRanking.Fit(new GfCfOptions { LowFrequencies = 0, HistoryDecay = 0.5 }, TinyRanking.Data([[0, 1], [0]], itemCount: 2));

        TinyRanking.AssertNear([0.75, Math.Sqrt(0.125)], TinyRanking.Score(scorer, [[0]]));
        TinyRanking.AssertNear([0.75 + 0.5 * Math.Sqrt(0.125), Math.Sqrt(0.125) + 0.25], TinyRanking.Score(scorer, [[1, 0]]));
    }

    [Fact]
    public void AllFrequenciesGiveTheHistoryBack()
    {
        // With all singular vectors V Vᵀ is the identity: α is added to the items of the history.
        var data = TinyRanking.Data([[0, 1], [0]], itemCount: 2);
        float[] without = TinyRanking.Score(TinyRanking.Fit(new GfCfOptions { LowFrequencies = 0 }, data), [[0]]);
        TinyRanking.AssertNear([without[0] + 0.3, without[1]], TinyRanking.Score(TinyRanking.Fit(new GfCfOptions { Dimension = 9 }, data), [[0]]));
    }

    [Fact]
    public void ScoresAreThoseOfTheDenseFormula()
    {
        const int Users = 60, Items = 25, Dimension = 4;
        var data = TinyRanking.Data(TinyRanking.Histories(Users, Items, seed: 3), Items);
        var met = Matrix<double>.Build.Dense(Users, Items);
        for (int user = 0; user < Users; user++) foreach (int item in data.Interactions.Of(user)) met[user, item] = 1;
        Vector<double> users = met.RowSums(), items = met.ColumnSums();
        var normalized = Matrix<double>.Build.Dense(Users, Items, (u, i) => met[u, i] == 0 ? 0 : met[u, i] / Math.Sqrt(users[u] * items[i]));
        var right = normalized.Svd().VT.SubMatrix(0, Dimension, 0, Items);
        Matrix<double> near = normalized.TransposeThisAndMultiply(normalized), low = right.TransposeThisAndMultiply(right);

        using var scorer = TinyRanking.Fit(new GfCfOptions { Dimension = Dimension }, data);

        Assert.All(Enumerable.Range(0, Items).Where(j => items[j] > 0), j => Assert.All(Enumerable.Range(0, Items).Zip(TinyRanking.Score(scorer, [[j]])), pair =>
            Assert.Equal(near[j, pair.First] + 0.3 * low[j, pair.First] * Math.Sqrt(items[pair.First] / items[j]), pair.Second, 0.01)));
    }

    [Fact]
    public void SettingsOutOfRangeAreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new GfCfOptions { Dimension = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new GfCfOptions { LowFrequencies = -0.1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new GfCfOptions { HistoryDecay = 2 });
    }
}
