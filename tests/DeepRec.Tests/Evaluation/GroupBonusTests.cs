using System.Globalization;

namespace DeepRec.Tests.Evaluation;

/// <summary>A planted gap of exposure is closed at a bounded cost, and what serves does what was evaluated.</summary>
public sealed class GroupBonusTests
{
    private static readonly PlantedExposureGap Market = new();
    private static readonly GroupBonusOptions Options = new("Provider");

    [Fact]
    public void ThePlantedGapIsClosedAtLittleCost()
    {
        using var recommender = Train();
        var before = Measure(recommender, null);
        var fit = recommender.FitGroupBonus(Market.Validation, Options, cancellationToken: TestContext.Current.CancellationToken);
        var after = Measure(recommender, fit.Bonus);

        TestContext.Current.SendDiagnosticMessage($"{before}\n{fit}\n{after}");
        Assert.True(before.ExposureGap > 0.1, $"The gap is {before.ExposureGap}.");
        Assert.InRange(after.ExposureGap, 0, 0.02);
        Assert.True(after.AllUsers.Values[0].Mean >= 0.98 * before.AllUsers.Values[0].Mean, $"NDCG {before.AllUsers.Values[0].Mean} became {after.AllUsers.Values[0].Mean}.");
        Assert.True(fit.Bonus.Amounts["small"] > 0);
        Assert.Equal(0, fit.Bonus.Amounts["large"]);
        Assert.True(fit.Loss <= 0.02);
        Assert.Equal(21, fit.Curve.Count);
        Assert.Equal("full ranking over 120 items, seen items masked, lists adjusted (GroupBonus)", after.Protocol);
    }

    [Fact]
    public void NoLossIsBoughtThatIsNotAllowed()
    {
        using var recommender = Train();

        var fit = recommender.FitGroupBonus(Market.Validation, Options with { MaximumLoss = 0 }, cancellationToken: TestContext.Current.CancellationToken);

        Assert.True(fit.Chosen.Ndcg >= fit.Curve[0].Ndcg);
        Assert.Equal(0, fit.Curve[0].Strength);
        Assert.Contains("chosen", fit.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void APromiseThatIsKeptAlreadyNeedsNoBonus()
    {
        using var recommender = Train();

        var fit = recommender.FitGroupBonus(Market.Validation, Options with { MinimumRatio = 0 }, cancellationToken: TestContext.Current.CancellationToken);

        Assert.All(fit.Bonus.Amounts.Values, amount => Assert.Equal(0, amount));
        Assert.Equal(0, fit.Chosen.Shortfall);
    }

    [Fact]
    public void WhatIsServedIsWhatWasEvaluated()
    {
        using var recommender = Train();
        var bonus = new GroupBonus("Provider", new Dictionary<string, double> { ["small"] = 0.3 });
        var report = Measure(recommender, bonus);

        double small = 0, all = 0;
        foreach (var list in recommender.RecommendBatch([.. recommender.Users], 10, new RankingRequestOptions<string> { Adjustment = bonus }, TestContext.Current.CancellationToken))
        {
            Assert.Equal(10, list.Count);
            for (int i = 0; i < list.Count; i++)
            {
                double attention = 1 / Math.Log2(i + 2);
                all += attention;
                if (int.Parse(list[i].Item.AsSpan(1), CultureInfo.InvariantCulture) / PlantedExposureGap.Tastes % 2 == 1) small += attention;
            }
        }

        Assert.Equal(report.Exposure.Single(share => share.Group == "small").Share, small / all, 0.002); // ties stand otherwise
    }

    [Fact]
    public void WithoutAmountsTheListIsThatOfTheScores()
    {
        using var recommender = Train();
        var none = new RankingRequestOptions<string> { Adjustment = new GroupBonus("Provider", new Dictionary<string, double>()) };

        Assert.Equal(recommender.Recommend("u1", 5), recommender.Recommend("u1", 5, none));
        Assert.Equal(recommender.Recommend("nobody", 5), recommender.Recommend("nobody", 5, none));
        Assert.Equal(recommender.Recommend("u1", 500).Count, recommender.Recommend("u1", 500, none).Count);
    }

    [Fact]
    public void AnAdjustmentStandsAlone()
    {
        using var recommender = Train();
        var calibrated = new CalibratedList("Provider");

        Assert.Contains("cannot be had together", Assert.Throws<ArgumentException>(() => recommender.Recommend("u1", 5, new RankingRequestOptions<string> { Adjustment = calibrated, Diversity = 0.2 })).Message, StringComparison.Ordinal);
        Assert.Contains("'Maker' is no category of items. Those that can group them: Provider.", Assert.Throws<ArgumentException>(() => recommender.Recommend("u1", 5, new RankingRequestOptions<string> { Adjustment = new CalibratedList("Maker") })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CalibrationBringsListsNearerToHistories()
    {
        using var recommender = Train();

        double before = Miscalibration(Measure(recommender, null)), after = Miscalibration(Measure(recommender, new CalibratedList("Provider", 0.9)));

        Assert.True(after < before / 2, $"{before} became {after}.");
    }

    private static RankingRecommender<string, string> Train() => SmallRanking.TrainOn<string, string>(Market.Train, new RankingOptions { Model = new ItemKnnOptions() });

    private static FairnessReport Measure(RankingRecommender<string, string> recommender, ListAdjustment? adjustment) => recommender.EvaluateFairness(
        Market.Test, new FairnessOptions { ItemFeature = "Provider", Adjustment = adjustment, Resamples = 100 }, Market.Validation.Select([]), TestContext.Current.CancellationToken);

    private static double Miscalibration(FairnessReport report) => report.AllUsers.Values.Single(value => value.Metric == "Miscalibration").Mean;
}
