using DeepRec.Models;
using DeepRec.Tests.Tensors;

namespace DeepRec.Tests.Retrieval;

/// <summary>Items that come after training are served, filtered, explained and saved like any other, and bad ones change nothing.</summary>
public sealed class NewItemTests : IDisposable
{
    private const int Old = Newsroom.Topics * Newsroom.Old, New = Newsroom.Topics * Newsroom.New;
    private static readonly SoftmaxRankerOptions Model = new() { Scorer = Newsroom.Scorer, Loss = new FullSoftmaxLoss() };
    private readonly RankingRecommender<string, string> _trained = Newsroom.Train(Model, epochs: 2);

    public void Dispose() => _trained.Dispose();

    [Fact]
    public void TheOldOneStaysAsItIsAndKnownItemsKeepTheirScores()
    {
        var before = Scores(_trained);
        using var fresh = _trained.WithItems(Newsroom.NewStories);

        Assert.Equal((Old, Old + New), (_trained.ItemCount, fresh.ItemCount));
        Assert.Equal(before, Scores(_trained));
        var after = Scores(fresh);
        Assert.All(before, known => Assert.Equal(known.Value, after[known.Key], 1e-5f));
        Assert.Equal(Newsroom.NewStories.Select(s => s.Id).Order(), after.Keys.Except(before.Keys).Order());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void EachIsDisposedOfByItself(bool oldFirst)
    {
        var trained = Newsroom.Train(Model, epochs: 1);
        var fresh = trained.WithItems(Newsroom.NewStories);
        var (first, second) = oldFirst ? (trained, fresh) : (fresh, trained);
        var expected = second.Recommend("r3", 5);
        first.Dispose();
        first.Dispose();

        Assert.Equal(expected, second.Recommend("r3", 5));
        Assert.Throws<ObjectDisposedException>(() => first.Recommend("r3", 5));
        Assert.Throws<ObjectDisposedException>(() => first.WithItems(Newsroom.NewStories));
        second.Dispose();
        Assert.Throws<ObjectDisposedException>(() => second.Recommend("r3", 5));
    }

    [Fact]
    public void AServiceSwapsThemWhileItAnswers()
    {
        var serving = Newsroom.Train(Model, epochs: 1);
        var used = new List<RankingRecommender<string, string>> { serving };
        using var stop = new CancellationTokenSource();
        var asking = Task.Run(
            () =>
            {
                while (!stop.IsCancellationRequested) Assert.Equal(5, Volatile.Read(ref serving).Recommend("r1", 5).Count);
            },
            TestContext.Current.CancellationToken);
        foreach (var story in Newsroom.NewStories.Take(5))
        {
            used.Add(serving.WithItems([story]));
            Volatile.Write(ref serving, used[^1]);
        }

        stop.Cancel();
#pragma warning disable xUnit1031 // the thread that asks ends at once
        asking.GetAwaiter().GetResult();
#pragma warning restore xUnit1031
        Assert.Equal(Old + 5, serving.ItemCount);
        used.ForEach(recommender => recommender.Dispose());
    }

    [Fact]
    public void FiltersExplanationsLikenessAndRecentItemsKnowThem()
    {
        using var fresh = _trained.WithItems(Newsroom.NewStories);
        var found = fresh.Recommend("r0", 3, new RankingRequestOptions<string> { Where = item => item.Text("Story") is { } id && id.StartsWith("new0", StringComparison.Ordinal) });

        Assert.All(found, best => Assert.StartsWith("new0-", best.Item, StringComparison.Ordinal));
        Assert.Equal(RankingRung.KnownUser, found[0].Rung);
        Assert.Equal(found[0].Score, fresh.Explain("r0", found[0].Item).Score);
        Assert.Equal("suits the user", fresh.Explain("r0", found[0].Item).Reason);
        Assert.Equal(3, fresh.SimilarItems("new0-0", 3).Count);
        Assert.Equal("new0-3", fresh.SimilarItems("new0-0", 1)[0].Id); // of one topic, and the same words
        Assert.Equal(4, fresh.Recommend("nobody", 4, new RankingRequestOptions<string> { RecentItems = ["new0-0"] }).Count);
        Assert.Equal(1, fresh.Probabilities("r0").Values.Sum(), 1e-9);
    }

    [Fact]
    public void FeaturesOfKnownItemsChangeAndOthersStay()
    {
        using var moved = _trained.WithItems([new Moved("old0-0", "t5")]);
        var (before, after) = (Scores(_trained), Scores(moved));

        Assert.Equal(Old, moved.ItemCount);
        Assert.NotEqual(before["old0-0"], after["old0-0"]);
        before.Remove("old0-0");
        Assert.All(before, same => Assert.Equal(same.Value, after[same.Key], 1e-5f));
        Assert.Contains("old0-0", moved.Recommend("r0", Old, Where(item => item.Text("Topic") == "t5" && item.Texts("Words").Contains("word0"))).Select(r => r.Item));
    }

    [Fact]
    public void WhatIsNotGivenIsMissing()
    {
        using var fresh = _trained.WithItems([new Moved("bare", null)]);

        Assert.Equal(["bare"], fresh.Recommend("r0", 5, Where(item => item.Text("Topic") is null && item.Texts("Words").Count == 0)).Select(r => r.Item));
        Assert.True(float.IsFinite(Scores(fresh)["bare"]));
    }

    [Fact]
    public void AFileHoldsThem()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("fresh.deeprec");
        using var fresh = _trained.WithItems(Newsroom.NewStories);
        fresh.Save(path);
        using var loaded = Recommender.LoadRanking<string, string>(path);
        using var more = loaded.WithItems([new Moved("later", "t1")]);

        Assert.Equal(Scores(fresh), Scores(loaded));
        Assert.Equal(Old + New + 1, more.ItemCount);
    }

    [Fact]
    public void BadRowsAreNamedAndChangeNothing()
    {
        var before = Scores(_trained);

        Assert.Contains("Column 'Id', row 2: '' is not an id", Assert.Throws<DatasetException>(() => _trained.WithItems([new Moved("a", "t1"), new Moved(null, "t1")])).Message, StringComparison.Ordinal);
        Assert.Contains("row 3: 'a' is not a key that occurs once: row 1 has it too", Assert.Throws<DatasetException>(() => _trained.WithItems([new Moved("a", "t1"), new Moved("b", "t1"), new Moved("a", "t2")])).Message, StringComparison.Ordinal);
        Assert.Contains("'Colour' is no feature that the recommender knows. Those: Topic, Words", Assert.Throws<ArgumentException>(() => _trained.WithItems([new Coloured("a", "red")])).Message, StringComparison.Ordinal);
        Assert.Contains("Column 'Topic' is of kind Number; the recommender was trained with kind Category", Assert.Throws<ArgumentException>(() => _trained.WithItems([new Numbered("a", 5)])).Message, StringComparison.Ordinal);
        Assert.Contains("There is no item", Assert.Throws<ArgumentException>(() => _trained.WithItems(Array.Empty<Moved>())).Message, StringComparison.Ordinal);
        Assert.Contains("'Story' is absent", Assert.Throws<ArgumentException>(() => _trained.WithItems([new Nameless("t1")])).Message, StringComparison.Ordinal);
        Assert.Equal(before, Scores(_trained));
    }

    [Fact]
    public void BaselinesThatKnowItemsByWhoMetThemRefuse()
    {
        using var ease = Newsroom.Train(new EaseOptions());
        using var blend = Newsroom.Train(new BlendOptions { Parts = [new BlendPart { Model = new ContentSimilarityOptions() }, new BlendPart { Model = new ItemKnnOptions() }] });

        Assert.Contains("by who met them alone", Assert.Throws<InvalidOperationException>(() => ease.WithItems(Newsroom.NewStories)).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => blend.WithItems(Newsroom.NewStories));
        Assert.Equal(5, blend.Recommend("r1", 5).Count);
    }

    [Fact]
    public void PopularityPutsThemLastAndABlendOfWhatKnowsContentTakesThem()
    {
        using var popularity = Newsroom.Train(new PopularityOptions());
        using var popular = popularity.WithItems(Newsroom.NewStories);
        using var blend = Newsroom.Train(new BlendOptions { Parts = [new BlendPart { Model = new ContentSimilarityOptions() }, new BlendPart { Model = new PopularityOptions(), Weight = 1e-3 }] });
        using var blended = blend.WithItems(Newsroom.NewStories);

        Assert.All(popular.Recommend("r0", Old + New).TakeLast(New), last => Assert.StartsWith("new", last.Item, StringComparison.Ordinal));
        Assert.Equal("met by nobody yet", popular.Explain("r0", "new0-0").Reason);
        Assert.Equal(Old + New, blended.ItemCount);
    }

    private static RankingRequestOptions<string> Where(Func<ItemFeatures, bool> where) => new() { Where = where, IncludeMet = true };

    private static Dictionary<string, float> Scores(RankingRecommender<string, string> recommender) =>
        recommender.Recommend("r0", recommender.ItemCount, new RankingRequestOptions<string> { IncludeMet = true }).ToDictionary(r => r.Item, r => r.Score);

    private sealed record Moved([Item] string? Id, [Categorical] string? Topic);

    private sealed record Coloured([Item] string Id, [Categorical] string Colour);

    private sealed record Numbered([Item] string Id, [Numeric] float Topic);

    private sealed record Nameless([Categorical] string Topic);
}
