using DeepRec.Preprocessing;
using DeepRec.Tests.Bundles;
using DeepRec.Tests.Tensors;
using static DeepRec.Tests.Updates.Visits;

namespace DeepRec.Tests.Updates;

/// <summary>What an update of a recommender keeps, takes up and refuses.</summary>
public sealed class UpdateTests : IDisposable
{
    private readonly RankingRecommender<string, string> _before = Train();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _before.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void WithoutAnEpochEveryWeightIsWhatItWasAndNewRowsStandBehindThem()
    {
        using var after = _before.Updated(Later, Update with { Epochs = 0 });

        var (old, grown) = (Weights(_before), Weights(after));
        Assert.Equal(old.Keys, grown.Keys);
        Assert.Equal([Users + 3, 4], old["network.user.weight"].Shape);
        Assert.Equal([Users + 1 + 3, 4], grown["network.user.weight"].Shape);
        Assert.Equal([Items + 1 + 3, 4], grown["network.items.weight"].Shape);
        foreach (var (name, array) in old) Assert.Equal(array.Data.ToArray(), grown[name].Data[..array.Data.Length].ToArray());
        Assert.All(grown["network.items.weight"].ToArray<float>()[((Items + 3) * 4)..], value => Assert.True(value != 0 && float.IsFinite(value)));
    }

    [Fact]
    public void KnownIdsKeepTheirNumbers()
    {
        using var after = _before.Updated(Later);

        foreach (var (old, grown) in Vocabularies(_before).Zip(Vocabularies(after)))
        {
            Assert.Equal(old.Values, grown.Values.Take(old.Values.Count));
            Assert.Equal(old.Column switch { "User" => ["guest"], "Item" => ["fresh"], _ => [] }, grown.Values.Skip(old.Values.Count));
        }
    }

    [Fact]
    public void MomentsGoOnWhereTheyWereAndThoseOfNewRowsBeginAtZero()
    {
        using var still = _before.Updated(Later, Update with { Epochs = 0 });
        using var after = _before.Updated(Later, Update with { Epochs = 1, ReplayShare = 0 });

        Assert.Equal(Memory(_before).Select(array => (array.Key, array.Value.Data.ToArray())), Memory(still).Select(array => (array.Key, array.Value.Data.ToArray())));
        long steps = Memory(_before)["adam.step"].ToArray<long>()[0], later = Memory(after)["adam.step"].ToArray<long>()[0];
        Assert.Equal(3 * 8, steps); // 120 rows by 16
        Assert.Equal(steps + after.Report!.Steps, later);
        Assert.True(after.LastUpdate!.MomentsCarriedOver);
        Assert.Equal((Users + 1 + 3) * 4, Memory(after)["adam.first_moment/network.user.weight"].ElementCount);
    }

    [Fact]
    public void ARecommenderThatRemembersNothingBeginsWithMomentsOfZeroAndSaysSo()
    {
        using var forgetful = Train(Options with { KeepOptimizerState = false });
        using var first = forgetful.Updated(Later[..5]);
        using var second = first.Updated(Later[5..]);
        using var last = second.Updated([new Visit("u1", "i5", null, At(3000))], Update with { KeepOptimizerState = false });

        Assert.Empty(Memory(forgetful));
        Assert.False(first.LastUpdate!.MomentsCarriedOver);
        Assert.True(second.LastUpdate!.MomentsCarriedOver);
        Assert.Empty(Memory(last));
    }

    [Fact]
    public void TheSameSeedGivesTheSameRecommenderToTheByteAndAnotherSeedAnother()
    {
        using var first = _before.Updated(Later);
        using var second = _before.Updated(Later);
        using var other = _before.Updated(Later, Update with { Seed = 7 });

        Assert.Equal(File.ReadAllBytes(Saved(first)), File.ReadAllBytes(Saved(second)));
        Assert.NotEqual(File.ReadAllBytes(Saved(first)), File.ReadAllBytes(Saved(other)));
    }

    [Fact]
    public void ANewItemAndANewUserAreRecommendedAfterOneUpdate()
    {
        using var after = _before.Updated(Later, Update with { Epochs = 20, ReplayShare = 0.3 });

        Assert.DoesNotContain(_before.Recommend("guest", Items + 1), found => found.Item == "fresh");
        Assert.Equal((Users + 1, Items + 1), (after.UserCount, after.ItemCount));
        Assert.Equal("fresh", after.Recommend("another", 1, new RankingRequestOptions<string> { RecentItems = ["i0", "i2", "i4"] })[0].Item);
        Assert.All(after.Recommend("guest", 3), found => Assert.Equal(RankingRung.KnownUser, found.Rung));
        Assert.DoesNotContain(after.Recommend("guest", Items + 1), found => found.Item is "fresh" or "i0" or "i2");
    }

    [Fact]
    public void HistoriesAndPopularityGrowInTheOrderOfTime()
    {
        Visit[] rows = [new Visit("u0", "i1", null, At(5)), new Visit("u0", "i3", null, At(9000))]; // the first comes late
        using var after = _before.Updated(rows, Update with { Epochs = 0 });
        using var all = Recommender.TrainRanking<string, string>(new TrainingSet(Dataset.From([.. Before, .. rows])), Options with { Model = new PopularityOptions() }, TestContext.Current.CancellationToken);
        using var popular = Train(Options with { Model = new PopularityOptions() });
        using var updated = popular.Updated(rows);

        var (offsets, items) = Interactions(after);
        Assert.Equal(Before.Length + 2, items.Length);
        string[] history = [.. items[offsets[0]..offsets[1]].Select(item => ItemIds(after)[item])];
        Assert.Equal(Before.Append(rows[0]).Append(rows[1]).Where(visit => visit.User == "u0").OrderBy(visit => visit.At).Select(visit => visit.Item), history);
        Assert.Equal(SmallRanking.All(all, null), SmallRanking.All(updated, null));
    }

    [Fact]
    public void ARecentEventThatWasLearnedIsNotCountedTwice()
    {
        using var after = _before.Updated(Later);
        RecentEvent<string>[] learned = [.. Later.Where(visit => visit.User == "guest").Select(visit => new RecentEvent<string>(visit.Item) { At = visit.At })];
        var (twice, later) = (new RankingRequestOptions<string> { RecentEvents = learned }, new RankingRequestOptions<string> { RecentEvents = [learned[0] with { At = At(2500) }] });

        Assert.Equal(after.Recommend("guest", 5), after.Recommend("guest", 5, twice));
        Assert.NotEqual(after.Recommend("guest", 5).Select(found => found.Score), after.Recommend("guest", 5, later).Select(found => found.Score));
    }

    [Fact]
    public void ASavedUpdateLoadsAndAnswersTheSame()
    {
        using var after = _before.Updated(Later);
        using var loaded = Recommender.LoadRanking<string, string>(Saved(after));
        using var next = after.Updated([new Visit("u3", "newer", "odd", At(4000)), new Visit("u5", "newer", "odd", At(4001))]);
        using var loadedNext = loaded.Updated([new Visit("u3", "newer", "odd", At(4000)), new Visit("u5", "newer", "odd", At(4001))]);

        Assert.Equal(SmallRanking.All(after, "guest"), SmallRanking.All(loaded, "guest"));
        Assert.Null(loaded.LastUpdate);
        Assert.Equal(File.ReadAllBytes(Saved(next)), File.ReadAllBytes(Saved(loadedNext)));
    }

    [Fact]
    public void TheReportSaysWhatWasTakenUpAndHowFarItIs()
    {
        using var after = _before.Updated([.. Later, Before[0], Later[0]], Update with { ReplayShare = 0.25 });
        var report = after.LastUpdate!;

        Assert.Equal((Later.Length + 2, Later.Length, 4), (report.Rows, report.Interactions, report.Replayed)); // 13 / 3
        Assert.Equal((1, 1), (report.NewUsers, report.NewItems));
        Assert.Equal(3.0 / 13, report.UnknownShares["User"]);
        Assert.Equal(11.0 / 13, report.UnknownShares["Item"]);
        Assert.Equal(0, report.UnknownShares["Taste"]);
        Assert.Empty(report.ClosedColumns);
        Assert.Equal((At((Users * Each) - 1), At(2002)), (report.KnownUntil, report.RowsUntil));
        Assert.Equal(TimeSpan.FromMinutes(2002 - 119), report.Staleness);
        Assert.True(report.LossAfter < report.LossBefore, $"{report.LossBefore} to {report.LossAfter}");
        Assert.Null(_before.LastUpdate);
    }

    [Fact]
    public void AValueOfAColumnEncodedOneHotStaysUnknownAndTheReportNamesIt()
    {
        using var after = _before.Updated([new Visit("u0", "odd one", "neither", At(5000))]);

        Assert.Equal(["Taste"], after.LastUpdate!.ClosedColumns);
        Assert.Equal(1, after.LastUpdate.NewItems);
        Assert.Equal(1, after.LastUpdate.UnknownShares["Taste"]);
        Assert.Equal(["even", "odd"], Vocabularies(after).Single(step => step.Column == "Taste").Values.Order());
    }

    [Fact]
    public void RowsThatAreKnownAlreadyTeachNothing()
    {
        using var after = _before.Updated(Before[..3]);

        Assert.Equal((3, 0), (after.LastUpdate!.Rows, after.LastUpdate.Interactions));
        Assert.Equal(File.ReadAllBytes(Saved(_before)), File.ReadAllBytes(Saved(after)));
    }

    [Fact]
    public void AnUpdateThatFailsLeavesTheRecommenderAsItWas()
    {
        var known = SmallRanking.All(_before, "u1");
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();

        Assert.Throws<OperationCanceledException>(() => _before.Update(Dataset.From(Later), Update, cancelled.Token));
        Assert.Throws<TrainingDivergedException>(() => _before.Updated(Later, Update with { Optimizer = new AdamOptions { LearningRate = 1e30 }, Epochs = 30 }));
        Assert.Throws<ArgumentException>(() => _before.Update(Dataset.From(Later).Without("User"), Update, TestContext.Current.CancellationToken));
        var error = Assert.Throws<ArgumentException>(() => _before.Updated(Later, Update with { Optimizer = new SgdOptions() }));
        Assert.StartsWith("The recommender remembers the steps of another optimiser", error.Message, StringComparison.Ordinal);

        Assert.Equal(known, SmallRanking.All(_before, "u1"));
    }

    [Fact]
    public void TheOldOneAnswersAfterTheNewOneIsGoneAndTheOtherWayRound()
    {
        var first = Train();
        var second = first.Updated(Later);
        var expected = SmallRanking.All(second, "u1");
        first.Dispose();
        Assert.Equal(expected, SmallRanking.All(second, "u1"));
        second.Dispose();
        Assert.Equal(Items, SmallRanking.All(_before, "u1").Length);
    }

    private string Saved(RankingRecommender<string, string> recommender)
    {
        string path = _folder.File($"{Guid.NewGuid():n}.deeprec");
        recommender.Save(path);
        return path;
    }

    private Dictionary<string, NamedArray> Weights(RankingRecommender<string, string> recommender) =>
        SafeTensors.Read(BundleFile.Read(Saved(recommender)).Parts["weights.safetensors"]).Arrays.ToDictionary(array => array.Name);

    private Dictionary<string, NamedArray> Memory(RankingRecommender<string, string> recommender) =>
        BundleFile.Read(Saved(recommender)).Parts.TryGetValue("optimizer.safetensors", out byte[]? part) ? SafeTensors.Read(part).Arrays.ToDictionary(array => array.Name) : [];

    private (int[] Offsets, int[] Items) Interactions(RankingRecommender<string, string> recommender)
    {
        var stored = SafeTensors.Read(BundleFile.Read(Saved(recommender)).Parts["interactions.safetensors"]);
        return (stored["offsets"].ToArray<int>(), stored["items"].ToArray<int>());
    }

    private string[] ItemIds(RankingRecommender<string, string> recommender)
    {
        var table = DatasetArchive.Read(BundleFile.Read(Saved(recommender)).Parts["items.safetensors"]);
        return [.. Enumerable.Range(0, table.Count).Select(row => table["Item"].TextAt(row)!)];
    }

    private static IEnumerable<FittedVocabulary> Vocabularies(RankingRecommender<string, string> recommender) => recommender.Pipeline.Steps.OfType<FittedVocabulary>();
}
