using DeepRec.Preprocessing;
using DeepRec.Tests.Tensors;

namespace DeepRec.Tests.Bundles;

/// <summary>A ranking recommender comes back as it was, or is refused with what is wrong and the cure.</summary>
public sealed class RankingBundleTests : IClassFixture<SmallRanking>, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SmallRanking _shop;
    private readonly string _path;

    public RankingBundleTests(SmallRanking shop)
    {
        _shop = shop;
        _path = _folder.File("shop.deeprec");
        shop.Recommender.Save(_path);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ALoadedOneRecommendsTheSame()
    {
        using var loaded = Recommender.LoadRanking<string, string>(_path);

        foreach (string? user in (string?[])["u0", "u7", "nobody", null])
        {
            Assert.Equal(SmallRanking.All(_shop.Recommender, user), SmallRanking.All(loaded, user));
            Assert.Equal(SmallRanking.All(_shop.Recommender, user, "i3", "i4"), SmallRanking.All(loaded, user, "i3", "i4"));
        }

        Assert.Equal(_shop.Recommender.Evaluate(_shop.Shop.Test, cancellationToken: TestContext.Current.CancellationToken).ToString(), loaded.Evaluate(_shop.Shop.Test, cancellationToken: TestContext.Current.CancellationToken).ToString());
        Assert.Equal((_shop.Recommender.UserCount, _shop.Recommender.ItemCount, 52), (loaded.UserCount, loaded.ItemCount, loaded.ItemCount));
        Assert.Equal(BundleFile.Read(_path).Manifest.Model.ToJsonString(), RankingModelOptionsTypes.Types.Write(loaded.ModelOptions).ToJsonString());
        Assert.Null(loaded.Report);
    }

    [Fact]
    public void SavedAgainItIsTheSameFile()
    {
        using var loaded = Recommender.LoadRanking<string, string>(_path);
        loaded.Save(_folder.File("again.deeprec"));

        Assert.Equal(File.ReadAllBytes(_path), File.ReadAllBytes(_folder.File("again.deeprec")));
    }

    [Theory]
    [InlineData("pipeline.json")]
    [InlineData("weights.safetensors")]
    [InlineData("users.safetensors")]
    [InlineData("items.safetensors")]
    [InlineData("interactions.safetensors")]
    [InlineData("golden.safetensors")]
    [InlineData("golden-scores.safetensors")]
    public void AMissingPartIsNamed(string part) => Assert.Equal(
        $"'{_path}' is no whole DeepRec bundle: the part '{part}' is missing. Copy it again, or train and save again.", Refused(bundle => Assert.True(bundle.Parts.Remove(part))));

    [Fact]
    public void APartTooManyIsNamed() => Assert.Contains("the part 'rated.safetensors' does not belong to this format", Refused(bundle => bundle.Parts["rated.safetensors"] = [1]), StringComparison.Ordinal);

    [Fact]
    public void InteractionsWithItemsThatAreNotThereAreRefused() => Assert.Equal(
        $"'{_path}' is no whole DeepRec bundle: An interaction is with item 52 of 52 items. (Parameter 'items'). Copy it again, or train and save again.",
        Refused(bundle => bundle.ChangeArrays("interactions.safetensors", array => array.Name == "items" ? NamedArray.From<int>("items", [52, .. array.ToArray<int>()[1..]]) : array)));

    [Fact]
    public void InteractionsOfOtherUsersAreRefused() => Assert.Contains("Interactions of 61 users, where 60 are known", Refused(bundle =>
        bundle.ChangeArrays("interactions.safetensors", array => array.Name == "offsets" ? NamedArray.From<int>("offsets", [.. array.ToArray<int>(), array.ToArray<int>()[^1]]) : array)), StringComparison.Ordinal);

    [Theory]
    [InlineData("items")]
    [InlineData("offsets")]
    public void InteractionsWithoutAnArrayAreRefused(string name) => Assert.Contains(name, Refused(bundle => bundle.ChangeArrays("interactions.safetensors", array => array.Name == name ? null : array)), StringComparison.Ordinal);

    [Fact]
    public void OffsetsThatDoNotPartTheItemsAreRefused() => Assert.Contains("Offsets", Refused(bundle =>
        bundle.ChangeArrays("interactions.safetensors", array => array.Name == "offsets" ? NamedArray.From<int>("offsets", [.. array.ToArray<int>()[..^1], 1]) : array)), StringComparison.Ordinal);

    [Theory]
    [InlineData("weights.safetensors")]
    [InlineData("golden-scores.safetensors")]
    public void WeightsThatDoNotScoreTheGoldenRowsAreRefused(string part) => Assert.Matches(
        "scores its golden row [0-9]+ as [-0-9.E]+, but was saved with [-0-9.E]+. Weights, pipeline and library do not belong together; train and save again.",
        Refused(bundle => bundle.ChangeArrays(part, array => NamedArray.From<float>(array.Name, [.. array.ToArray<float>().Select((v, i) => v + 0.5f * (i % 3))], [.. array.Shape]))));

    [Fact]
    public void OtherHistoriesScoreOtherwise() => Assert.Contains("Weights, pipeline and library do not belong together", Refused(bundle =>
        bundle.ChangeArrays("interactions.safetensors", array => array.Name == "items" ? NamedArray.From<int>("items", [.. array.ToArray<int>().Reverse()]) : array)), StringComparison.Ordinal);

    [Fact]
    public void WeightsThatAreNoNumbersAreRefused() => Refused(bundle => bundle.Scale("weights.safetensors", float.NaN));

    [Fact]
    public void AMissingWeightIsRefused() => Assert.Contains("items.weight", Refused(bundle => bundle.ChangeArrays("weights.safetensors", array => array.Name.EndsWith("network.items.weight", StringComparison.Ordinal) ? null : array)), StringComparison.Ordinal);

    [Fact]
    public void ItemsInAnotherOrderAreRefused() => Refused(bundle => bundle.ChangeTable("items.safetensors", table => table.Select([.. Enumerable.Range(0, table.Count).Reverse()])));

    [Fact]
    public void AnotherKindIsToldHowToBeLoaded()
    {
        string ratings = _folder.File("ratings.deeprec");
        _shop.Shop.Recommender.Save(ratings);

        Assert.Equal($"'{ratings}' holds a recommender of the kind 'rating'; this one loads 'ranking'. Load it with Recommender.Load.", Assert.Throws<InvalidBundleException>(() => Recommender.LoadRanking<string, string>(ratings)).Message);
        Assert.Equal($"'{_path}' holds a recommender of the kind 'ranking'; this one loads 'rating'. Load it with Recommender.LoadRanking.", Assert.Throws<InvalidBundleException>(() => Recommender.Load<string, string>(_path)).Message);
        Assert.StartsWith($"'{_path}' holds a recommender of the kind 'clicks'; this one loads 'ranking'. ", Refused(bundle => bundle.Manifest = bundle.Manifest with { Kind = "clicks" }), StringComparison.Ordinal);
    }

    [Fact]
    public void OtherIdsAreToldWhichTheyWere() => Assert.Equal(
        $"'{_path}' was saved for users of type System.String and items of type System.String. Load it with Recommender.LoadRanking<System.String, System.String>.",
        Assert.Throws<InvalidBundleException>(() => Recommender.LoadRanking<int, string>(_path)).Message);

    [Fact]
    public void NoFileIsNoBundle() => Assert.Throws<FileNotFoundException>(() => Recommender.LoadRanking<string, string>(_folder.File("none.deeprec")));

    [Fact]
    public void RowsWithoutAnItemAreNoGoldenOnes()
    {
        // A pipeline that keeps rows whose item is missing: they are no interactions.
        var rows = Dataset.From([.. Enumerable.Range(0, 30).Select(i => new Visit($"u{i % 5}", i % 3 == 0 ? null : $"i{i % 7}"))]);
        using var trained = SmallRanking.TrainOn<string, string>(new TrainingSet(rows), SmallRanking.Quick with { Pipeline = [new CategoryVocabulary("User"), new CategoryVocabulary("Item")] });
        trained.Save(_path);

        using var loaded = Recommender.LoadRanking<string, string>(_path);
        Assert.Equal(SmallRanking.All(trained, "u1"), SmallRanking.All(loaded, "u1"));
    }

    private string Refused(Action<BundleFile> change)
    {
        var bundle = BundleFile.Read(_path);
        change(bundle);
        bundle.Write(_path);
        return Assert.Throws<InvalidBundleException>(() => Recommender.LoadRanking<string, string>(_path)).Message;
    }

    private sealed record Visit([User] string User, [Item] string? Item);
}
