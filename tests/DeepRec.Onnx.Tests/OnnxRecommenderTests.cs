using System.Text.Json;

namespace DeepRec.Onnx.Tests;

/// <summary>The recommender of a file: lists, filters, and what is said where something is wrong.</summary>
public sealed class OnnxRecommenderTests(ExportedRatings ratings, ExportedRankings rankings) : IClassFixture<ExportedRatings>, IClassFixture<ExportedRankings>
{
    [Fact]
    public void TheBestItemsAreThoseOfTheCoreInItsOrder()
    {
        var (recommender, path) = ratings.Of("recommended");
        using var served = OnnxRecommender.Load<int, string>(path);
        Assert.Equal(("MlpRatingPredictor", false, recommender.UserCount, recommender.ItemCount), (served.ModelName, served.IsRanking, served.UserCount, served.ItemCount));
        foreach (int user in new[] { 1, 17, 999 })
        {
            var expected = recommender.Recommend(user, 5, new RecommendOptions<string> { Exclude = ["item-2"], Context = new Dictionary<string, object?> { ["Device"] = "phone" } });
            var actual = served.Recommend(user, 5, new OnnxRequestOptions<string> { Exclude = ["item-2"], Context = new Dictionary<string, object?> { ["Device"] = "phone" } });
            Assert.Equal(expected.Select(best => best.Item), actual.Select(best => best.Item));
            RatingParityTests.Near([.. expected.Select(best => best.Score)], [.. actual.Select(best => best.Score)]);
        }
    }

    [Fact]
    public void ARankerLeavesOutWhatWasMetAndWhatIsNotAllowed()
    {
        var (recommender, path) = rankings.Of("softmax ranker");
        using var served = OnnxRecommender.Load<int, string>(path);
        Assert.True(served.IsRanking);
        Assert.Equal(recommender.Recommend(3, 30).Select(best => best.Item), served.Recommend(3, 30).Select(best => best.Item));
        Assert.Equal(["item-1"], served.Recommend(999, 5, new OnnxRequestOptions<string> { Allow = ["item-1", "item-5", "elsewhere"], RecentItems = ["item-5"] }).Select(best => best.Item));
        Assert.Empty(served.Recommend(999, 5, new OnnxRequestOptions<string> { Allow = [] }));
    }

    [Fact]
    public void AStrangerOfWhomNothingIsSaidGetsWhatIsPopularWithOrderlyTies()
    {
        var (recommender, path) = rankings.Of("NeuMF");
        using var served = OnnxRecommender.Load<int, string>(path);
        var expected = recommender.Recommend(999, 30);
        Assert.Equal(RankingRung.Popularity, expected[0].Rung);
        Assert.Equal(expected.Select(best => (best.Item, best.Score)), served.Recommend(999, 30).Select(best => (best.Item, best.Score)));
    }

    [Fact]
    public async Task ManyThreadsGetTheAnswersOfOne()
    {
        using var served = OnnxRecommender.Load<int, string>(rankings.Of("SASRec").Path, new OnnxRecommenderOptions { Threads = 2 });
        var alone = served.Recommend(5, 10);
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => served.Recommend(5, 10), TestContext.Current.CancellationToken)));
        Assert.All(answers, answer => Assert.Equal(alone, answer));
    }

    [Fact]
    public void AWrongRequestIsRefusedInWords()
    {
        using var served = OnnxRecommender.Load<int, string>(ratings.Of("recommended").Path);
        Assert.Equal("'Price' is not a context or user feature. Those that can be given: Age, Region, Device, Hour, Words, At. (Parameter 'name')", Refused("Price", 3));
        Assert.StartsWith("'much' is no value of 'Age', which is a Number.", Refused("Age", "much"), StringComparison.Ordinal);
        Assert.StartsWith("'System.Int32[]' is no value of 'Device', which is a Category.", Refused("Device", new[] { 1 }), StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => served.Recommend(1, 0));
        using var ranker = OnnxRecommender.Load<int, string>(rankings.Of("NeuMF").Path);
        Assert.StartsWith("'elsewhere' is not in the catalogue.", Assert.Throws<ArgumentException>(() => ranker.Predict(1, "elsewhere")).Message, StringComparison.Ordinal);

        string Refused(string name, object? value) => Assert.Throws<ArgumentException>(() => served.Predict(1, "item-1", new Dictionary<string, object?> { [name] = value })).Message;
    }

    [Fact]
    public void AFileOfOtherIdsIsRefused()
    {
        string path = ratings.Of("recommended").Path;
        var refused = Assert.Throws<InvalidDataException>(() => OnnxRecommender.Load<string, string>(path));
        Assert.Equal($"'{path}' was exported for users of type System.Int32 and items of type System.String. Load it with OnnxRecommender.Load<System.Int32, System.String>.", refused.Message);
    }

    [Fact]
    public void ADamagedFileOrNoneIsRefused()
    {
        using var scratch = new Scratch();
        Assert.Throws<FileNotFoundException>(() => OnnxRecommender.Load<int, string>(scratch["none.onnx"]));
        byte[] whole = File.ReadAllBytes(ratings.Of("recommended").Path);
        foreach (int length in new[] { 0, 10, whole.Length / 2, whole.Length - 20 })
        {
            File.WriteAllBytes(scratch["half.onnx"], whole[..length]);
            Assert.Throws<InvalidDataException>(() => OnnxRecommender.Load<int, string>(scratch["half.onnx"]));
        }
    }

    [Fact]
    public void NothingIsAnsweredAfterDisposal()
    {
        var served = OnnxRecommender.Load<int, string>(ratings.Of("recommended").Path);
        served.Dispose();
        served.Dispose();
        Assert.Throws<ObjectDisposedException>(() => served.Predict(1, "item-1"));
    }

    [Fact]
    public void AFileReplacesTheOldOneWholeAndLeavesNoOtherBehind()
    {
        using var scratch = new Scratch();
        File.WriteAllText(scratch["model.onnx"], "old");
        var (recommender, _) = ratings.Of("linear");
        recommender.ExportOnnx(scratch["model.onnx"]);
        recommender.ExportOnnx(scratch["again.onnx"]);
        Assert.Equal(["again.onnx", "model.onnx"], scratch.Files.Order());
        Assert.Equal(File.ReadAllBytes(scratch["model.onnx"]), File.ReadAllBytes(scratch["again.onnx"]));
    }

    [Fact]
    public void TheMetadataAreOneReadableDocument()
    {
        var (recommender, path) = ratings.Of("recommended");
        using var graph = new Graph(path);
        using var card = JsonDocument.Parse(graph.Metadata["deeprec"]);
        var root = card.RootElement;
        Assert.Equal((1, "rating", "System.Int32", "rating"), (root.GetProperty("format").GetInt32(), root.GetProperty("kind").GetString(), root.GetProperty("userType").GetString(), root.GetProperty("output").GetString()));
        Assert.Equal(recommender.Pipeline.ToJson(), Preprocessing.FittedPipeline.FromJson(root.GetProperty("pipeline").GetRawText()).ToJson());
        Assert.Equal(recommender.ItemCount, root.GetProperty("items").GetProperty("ids").GetArrayLength());
    }

    [Fact]
    public void TheRunnerNeedsNoAssemblyOfTorchSharpOrOfTheCore()
    {
        string[] referenced = [.. typeof(OnnxRecommender).Assembly.GetReferencedAssemblies().Select(assembly => assembly.Name!)];
        Assert.Contains("Microsoft.ML.OnnxRuntime", referenced);
        Assert.DoesNotContain(referenced, name => name is "TorchSharp" or "DeepRec" || name.StartsWith("Google", StringComparison.Ordinal));
    }
}
