using DeepRec.Fuzz;
using DeepRec.Tests.Bundles;
using DeepRec.Tests.Tensors;

namespace DeepRec.Tests.Updates;

/// <summary>Updates of each kind of model by rows with new users, items and categories.</summary>
public sealed class UpdateEveryRankerTests(SmallRankers rankers) : IClassFixture<SmallRankers>
{
    public static TheoryData<int> All => [.. Enumerable.Range(0, FuzzRankers.All.Count)];

    [Theory]
    [MemberData(nameof(All))]
    public void ItTakesUpWhatIsNewAndIsSavedAndLoadedAsItIs(int which)
    {
        var known = rankers.All[which];
        var before = SmallRanking.All(known, "u1");
        using var folder = new TemporaryFolder();
        using var updated = known.Update(Dataset.From(Later), new UpdateOptions { BatchSize = 4 }, TestContext.Current.CancellationToken);
        updated.Save(folder.File("updated.deeprec"));
        using var loaded = Recommender.LoadRanking<string, string>(folder.File("updated.deeprec"));

        Assert.Equal((known.ItemCount + 2, known.UserCount + 1), (updated.ItemCount, updated.UserCount));
        Assert.Equal((2, 1, 8), (updated.LastUpdate!.NewItems, updated.LastUpdate.NewUsers, updated.LastUpdate.Interactions));
        var all = SmallRanking.All(updated, "newcomer", "latest");
        Assert.Equal(updated.ItemCount, all.Length);
        Assert.Contains(all, found => found.Item == "latest");
        Assert.All(all, found => Assert.True(float.IsFinite(found.Score)));
        Assert.Equal(all, SmallRanking.All(loaded, "newcomer", "latest"));
        Assert.Equal(before, SmallRanking.All(known, "u1"));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void OneRowOfOneUserSuffices(int which)
    {
        using var updated = rankers.All[which].Update(Dataset.From(Later[..1]), new UpdateOptions { ReplayShare = 0 }, TestContext.Current.CancellationToken);

        Assert.Equal(rankers.All[which].ItemCount + 1, updated.ItemCount);
        Assert.Contains(SmallRanking.All(updated, null), found => found.Item == "latest");
    }

    private static readonly FuzzRow[] Later =
    [
        new("newcomer", 30, "Ulm", "latest", ["red", "glossy"], 3, null, "watch", 4),
        new("newcomer", 30, "Ulm", "i1", null, null, null, "phone", 4),
        new("newcomer", 30, "Ulm", "i2", null, null, null, "phone", 4),
        new("u1", null, null, "latest", null, null, null, null, 5),
        new("u2", null, null, "latest", null, null, null, null, 5),
        new("u2", null, null, "i3", null, null, null, null, 5),
        new("u3", null, null, "other", [], null, null, "watch", 2),
        new("u4", null, null, "other", [], null, null, "watch", 2),
    ];
}
