namespace DeepRec.Tests.Evaluation;

/// <summary>A recommender's own evaluation, against lists that it gives one by one.</summary>
public sealed class RankingRecommenderEvaluateTests(SmallRanking shop) : IClassFixture<SmallRanking>
{
    private static readonly RankingEvaluationOptions AtFive = new() { CutOffs = [5] };

    private RankingRecommender<string, string> Recommender => shop.Recommender;

    [Fact]
    public void ItIsThatOfWholeListsFromTheDefinition()
    {
        var wanted = WantedBy(shop.Shop.Test);
        double auc = 0, mrr = 0, recall = 0;
        int counted = 0;
        foreach (var (user, items) in wanted)
        {
            string[] list = [.. Recommender.Recommend(user, 100).Select(best => best.Item)]; // those met are left out
            int[] places = [.. items.Where(list.Contains).Select(item => Array.IndexOf(list, item)).Order()];
            if (places.Length == 0) continue;
            counted++;
            mrr += 1.0 / (places[0] + 1);
            recall += places.Count(place => place < 5) / (double)places.Length;
            auc += places.Select((place, i) => (list.Length - 1 - place - (places.Length - 1 - i)) / (double)(list.Length - places.Length)).Average();
        }

        var report = Evaluate(shop.Shop.Test);

        Assert.Equal(counted, report.Users);
        Assert.Equal("full ranking over 52 items, seen items masked", report.Protocol);
        Assert.Equal(mrr / counted, report.Mrr, 1e-12);
        Assert.Equal(auc / counted, report.Auc!.Value, 1e-12);
        Assert.Equal(recall / counted, report.Value("Recall@5"), 1e-12);
        Assert.Equal(0, report.RelevantItemsOutside);
    }

    [Fact]
    public void HistoryRowsLengthenTheHistoriesAndAreMasked()
    {
        var test = Rows(("u1", "new-1"), ("u2", "new-2"), ("nobody", "i4"));
        var history = Rows(("u1", "i5"), ("u1", "i6"), ("u9", "i1"), ("nobody", "i7"), ("nobody", "no such item"));
        string[][] recent = [["i5", "i6"], [], ["i7"]];

        var report = Recommender.Evaluate(test, AtFive, history, TestContext.Current.CancellationToken);

        double[] expected = [.. new[] { ("u1", "new-1"), ("u2", "new-2"), ("nobody", "i4") }.Select((row, i) =>
            1.0 / (1 + Recommender.Recommend(row.Item1, 100, new RankingRequestOptions<string> { RecentItems = recent[i] }).Select(best => best.Item).ToList().IndexOf(row.Item2)))];
        Assert.Equal(expected.Average(), report.Mrr, 1e-12);
        Assert.Equal(3, report.Users);
        Assert.NotEqual(Recommender.Evaluate(test, AtFive, cancellationToken: TestContext.Current.CancellationToken).Mrr, report.Mrr);
        // What was met meanwhile is no candidate any more.
        var met = Recommender.Evaluate(Rows(("nobody", "i7"), ("u2", "new-2")), AtFive, history, TestContext.Current.CancellationToken);
        Assert.Equal((1, 1, 1), (met.Users, met.UsersWithOnlySeenItems, met.SeenRelevantItems));
    }

    [Fact]
    public void ItemsOutsideTheCatalogueCountAsNeverFound()
    {
        string first = Recommender.Recommend("u1", 1).Single().Item;

        var report = Evaluate(Rows(("u1", first), ("u1", "no such item"), ("u1", "nor this"), ("u2", "no such item")));

        // u1 finds one of three, u2 none of one.
        Assert.Equal((2, 3), (report.Users, report.RelevantItemsOutside));
        Assert.Equal((1 / 3.0 + 0) / 2, report.Value("Recall@5"), 1e-15);
        Assert.Equal((1 + 0) / 2.0, report.Value("HitRate@5"), 1e-15);
        double ideal = 1 + 1 / Math.Log2(3) + 1 / Math.Log2(4);
        Assert.Equal(1 / ideal / 2, report.Value("NDCG@5"), 1e-12);
        // Of u1's three the first beats all that are not wanted, the others none.
        Assert.Equal((1 / 3.0 + 0) / 2, report.Auc!.Value, 1e-12);
    }

    [Fact]
    public void ASampledEvaluationRanksAmongTheGivenNegatives()
    {
        string[] list = [.. Recommender.Recommend("u1", 100).Select(best => best.Item)];
        var negatives = new Dictionary<string, IReadOnlyList<string>> { ["u1"] = [list[0], list[1], list[1], list[10], "no such item"], ["u2"] = [] };

        var report = Recommender.EvaluateSampled(Rows(("u1", list[5])), negatives, AtFive, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal("sampled: 3 fixed negatives a user of 52 items, not a full ranking", report.Protocol);
        Assert.Equal(1 / 3.0, report.Mrr, 1e-15);
        Assert.Equal(1 / 3.0, report.Auc!.Value, 1e-15);
        Assert.Equal(1, report.DroppedNegatives); // one stands twice
        Assert.Equal(1 / Math.Log2(4), report.Value("NDCG@5 (sampled 3)"), 1e-12);
    }

    [Fact]
    public void AUserWithoutNegativesIsNamed() => Assert.Equal(
        "User 'u2' is tested and has no negatives. Give each user of the test rows some. (Parameter 'negatives')",
        Assert.Throws<ArgumentException>(() => Recommender.EvaluateSampled(Rows(("u1", "i1"), ("u2", "i1")), new Dictionary<string, IReadOnlyList<string>> { ["u1"] = ["i2"] }, cancellationToken: TestContext.Current.CancellationToken)).Message);

    [Fact]
    public void WhereNobodyWantsAnythingThereIsNothingToMeasure()
    {
        Assert.Throws<ArgumentException>(() => Evaluate(shop.Shop.Test.Select([])));
        Assert.Contains("nothing to measure", Assert.Throws<ArgumentException>(() => Evaluate(Rows(("u1", shop.Shop.RatedBy("u1").First())))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RowsWithoutAUserOrAnItemSayNothing()
    {
        string first = Recommender.Recommend("u1", 1).Single().Item;

        var report = Evaluate(Rows(("u1", first), (null, "i3"), ("u2", null)));

        Assert.Equal((1, 1.0), (report.Users, report.Mrr));
    }

    private RankingReport Evaluate(Dataset test) => Recommender.Evaluate(test, AtFive, cancellationToken: TestContext.Current.CancellationToken);

    private static Dataset Rows(params (string? User, string? Item)[] rows) => Dataset.From(rows.Select(row => new Visit(row.User, row.Item)));

    private static Dictionary<string, string[]> WantedBy(Dataset rows) => Enumerable.Range(0, rows.Count).GroupBy(row => rows["UserId"].TextAt(row)!)
        .ToDictionary(group => group.Key, group => group.Select(row => rows["ItemId"].TextAt(row)!).Distinct().ToArray());

    private sealed record Visit([User] string? UserId, [Item] string? ItemId);
}
