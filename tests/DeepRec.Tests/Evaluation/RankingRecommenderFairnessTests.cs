namespace DeepRec.Tests.Evaluation;

/// <summary>A recommender's own fairness, against lists that it gives one by one.</summary>
public sealed class RankingRecommenderFairnessTests(SmallRanking shop) : IClassFixture<SmallRanking>
{
    private static readonly FairnessOptions AtFive = new() { CutOff = 5, ItemFeature = "Category", UserFeature = "Gender", Resamples = 50 };

    [Fact]
    public void ExposureIsThatOfTheListsThatItGives()
    {
        var report = Evaluate(AtFive);

        var items = shop.Shop.Shop.Items.ToDictionary(item => item.ItemId, item => item.Category);
        items.Add("new-1", "books");
        items.Add("new-2", "games");
        var sums = new Dictionary<string, double>();
        int counted = 0;
        foreach (string user in Enumerable.Range(0, shop.Shop.Test.Count).Select(row => shop.Shop.Test["UserId"].TextAt(row)!).Distinct())
        {
            if (Wanted(user).All(shop.Shop.RatedBy(user).Contains)) continue;
            counted++;
            var list = shop.Recommender.Recommend(user, 5);
            for (int i = 0; i < 5; i++) sums[items[list[i].Item]] = sums.GetValueOrDefault(items[list[i].Item]) + (1 / Math.Log2(i + 2));
        }

        Assert.Equal(counted, report.AllUsers.Users);
        Assert.Equal("full ranking over 52 items, seen items masked", report.Protocol);
        foreach (var share in report.Exposure)
        {
            Assert.Equal(sums.GetValueOrDefault(share.Group) / sums.Values.Sum(), share.Share, 1e-12);
            Assert.Equal(items.Values.Count(category => category == share.Group) / 52.0, share.Target, 1e-12);
        }
    }

    [Fact]
    public void QualityIsThatOfTheEvaluation()
    {
        var report = Evaluate(AtFive);
        var whole = shop.Recommender.Evaluate(shop.Shop.Test, new RankingEvaluationOptions { CutOffs = [5] }, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(whole.Value("NDCG@5"), report.AllUsers.Values[0].Mean, 1e-12);
        Assert.Equal(report.AllUsers.Users, report.UserGroups.Sum(group => group.Users));
        Assert.Equal(["NDCG@5", "Recall@5", "Miscalibration", "Popularity", "Long tail"], report.Gaps.Select(gap => gap.Metric));
    }

    [Fact]
    public void NumbersAreCutIntoGroups()
    {
        var report = Evaluate(AtFive with { UserFeature = "Age", UserEdges = [30, 50] });

        Assert.All(report.UserGroups, group => Assert.Contains(group.Name, new[] { "below 30", "30 to below 50", "from 50", "(none)" }));
        Assert.True(report.UserGroups.Count >= 3);
        Assert.Equal("'Age' is a number: say with UserEdges where it is cut into groups. (Parameter 'options')", Assert.Throws<ArgumentException>(() => Evaluate(AtFive with { UserFeature = "Age" })).Message);
    }

    [Theory]
    [InlineData(ExposureTarget.Equal)]
    [InlineData(ExposureTarget.History)]
    [InlineData(ExposureTarget.Wanted)]
    public void TargetsAreSharesOfOne(ExposureTarget target)
    {
        var report = Evaluate(AtFive with { Target = target });

        Assert.Equal(1, report.Exposure.Sum(share => share.Target), 1e-12);
        Assert.Equal(1, report.Exposure.Sum(share => share.Share), 1e-12);
        Assert.InRange(report.ItemUnfairness, 0, 2);
    }

    [Fact]
    public void FeaturesThatGroupNothingAreNamed()
    {
        Assert.Contains("'Price' is no category of items. Those that can group them: Category, Brand.", Assert.Throws<ArgumentException>(() => Evaluate(AtFive with { ItemFeature = "Price" })).Message, StringComparison.Ordinal);
        Assert.Contains("'Category' is no category or number of users.", Assert.Throws<ArgumentException>(() => Evaluate(AtFive with { UserFeature = "Category" })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OptionsCheckThemselves()
    {
        Assert.Throws<ArgumentException>(() => new FairnessOptions { UserEdges = [2, 1] });
        Assert.Throws<ArgumentException>(() => new FairnessOptions { UserEdges = [double.NaN] });
        Assert.Throws<ArgumentOutOfRangeException>(() => new FairnessOptions { CutOff = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new FairnessOptions { HeadShare = 1.1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new FairnessOptions { Resamples = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new FairnessOptions { Confidence = 1 });
    }

    private FairnessReport Evaluate(FairnessOptions options) => shop.Recommender.EvaluateFairness(shop.Shop.Test, options, cancellationToken: TestContext.Current.CancellationToken);

    private IEnumerable<string> Wanted(string user) => Enumerable.Range(0, shop.Shop.Test.Count).Where(row => shop.Shop.Test["UserId"].TextAt(row) == user).Select(row => shop.Shop.Test["ItemId"].TextAt(row)!);
}
