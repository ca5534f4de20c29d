using System.Text.Json.Nodes;
using DeepRec.Models;
using DeepRec.Tests.Baselines;
using DeepRec.Tests.Tensors;

namespace DeepRec.Tests.Bundles;

/// <summary>Bundles of rankers by an attacker who writes hashes that fit: each is refused with one type of exception, within little memory.</summary>
public sealed class ForgedRankingBundleTests(SmallRankers rankers) : IClassFixture<SmallRankers>, IDisposable
{
    private const string Weights = "weights.safetensors", Users = "users.safetensors", Items = "items.safetensors", Met = "interactions.safetensors", Golden = "golden.safetensors", Scores = "golden-scores.safetensors";
    private readonly TemporaryFolder _folder = new();

    private string Path => _folder.File("ranker.deeprec");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("dimension", "2147483647")]
    [InlineData("dimension", "10000000")]
    [InlineData("residualWidth", "2147483647")]
    [InlineData("residualWidth", "1000000000")]
    [InlineData("userLayers", "[2147483647]")]
    [InlineData("itemLayers", "[1048576,1048576]")]
    [InlineData("history", """{"length":2147483647}""")]
    [InlineData("encoders", """{"Device":{"$type":"category","dimension":2147483647}}""")]
    public void AFactoredModelLargerThanItsWeightsIsRefusedBeforeItIsMade(string setting, string value)
    {
        var bundle = Bundle(rankers.Factored);
        bundle.Manifest.Model["scorer"]![setting] = JsonNode.Parse(value);

        Assert.Matches("The settings ask for .*, which is more than the weights fill", Refused(bundle).Message);
    }

    [Theory]
    [InlineData("hiddenLayers", "[2147483647]")]
    [InlineData("hiddenLayers", "[4,2147483647]")]
    [InlineData("hiddenLayers", "[1048576,1048576]")]
    [InlineData("embeddingDimension", "2147483647")]
    public void AJointModelLargerThanItsWeightsIsRefusedBeforeItIsMade(string setting, string value)
    {
        var bundle = Bundle(rankers.Joint);
        bundle.Manifest.Model["scorer"]![setting] = JsonNode.Parse(value);

        Assert.Matches("The settings ask for .*, which is more than the weights fill", Refused(bundle).Message);
    }

    [Theory]
    [InlineData("scorer", "null")]
    [InlineData("scorer", "{}")]
    [InlineData("scorer", """{"$type":"evil"}""")]
    [InlineData("scorer", """{"$type":"factored","dimension":0}""")]
    [InlineData("scorer", """{"$type":"factored","temperature":0}""")]
    [InlineData("scorer", """{"$type":"factored","temperature":1e999}""")]
    [InlineData("scorer", """{"$type":"factored","history":{"length":0}}""")]
    [InlineData("scorer", """{"$type":"factored","history":{"pooling":99}}""")]
    [InlineData("scorer", """{"$type":"factored","encoders":{"Nothing":{"$type":"one-hot"}}}""")]
    [InlineData("scorer", """{"$type":"joint","hiddenLayers":[0]}""")]
    [InlineData("scorer", """{"$type":"joint","hiddenLayers":null}""")]
    [InlineData("scorer", """{"$type":"joint","crosses":[null]}""")]
    [InlineData("scorer", """{"$type":"joint","crosses":[{"request":"Tags","item":"Device"}]}""")]
    [InlineData("loss", "null")]
    [InlineData("evil", "1")]
    public void SettingsThatCannotBeAreRefused(string setting, string value)
    {
        foreach (var ranker in new[] { rankers.Factored, rankers.Joint })
        {
            var bundle = Bundle(ranker);
            bundle.Manifest.Model[setting] = JsonNode.Parse(value);
            Refused(bundle);
        }
    }

    [Fact]
    public void ACatalogueOfVectorsFarLongerThanTheFileIsRefused()
    {
        var bundle = Bundle(rankers.Factored);
        MakeHashedItems(bundle, 200_000, vocabulary: 4, dimension: 20_000);

        Assert.Matches("The catalogue of 200000 items would be held as vectors of 2000[01] numbers, which is more than a bundle may ask for", Refused(bundle, bytes: 1 << 30).Message);
    }

    [Fact]
    public void AHistoryOfVectorsFarLongerThanTheFileIsRefused()
    {
        var bundle = Bundle(rankers.Factored);
        bundle.Manifest.Model["scorer"]!["history"] = JsonNode.Parse("""{"length":2000000,"pooling":"Mean"}""");
        bundle.ChangeArrays(Weights, array => array.Name.EndsWith("recency", StringComparison.Ordinal) ? null : array);
        int[] offsets = SafeTensors.Read(bundle.Parts[Met])["offsets"].ToArray<int>();
        bundle.ChangeArrays(Met, array => array.Name == "items"
            ? NamedArray.From<int>("items", new int[2_000_000])
            : NamedArray.From<int>("offsets", [0, .. Enumerable.Repeat(2_000_000, offsets.Length - 1)]));
        bundle.ChangeTable(Golden, golden => golden.Select([.. Enumerable.Range(0, golden.Count).Where(row => golden["UserId"].TextAt(row) == DatasetArchive.Read(bundle.Parts[Users])["UserId"].TextAt(0))]));

        Assert.Matches("Scoring a request with a history of 2000000 would make .* numbers at once", Refused(bundle, bytes: 1 << 30).Message);
    }

    [Fact]
    public void PairsAreScoredInBlocksThatAllLayersFitInto()
    {
        using var network = new JointScorer { HiddenLayers = [4, 3, 300], Crosses = [new FeatureCross("City", "Tags")] }.Create(TinyRanking.Inputs(itemCount: 5), seed: 1);

        Assert.Equal(4 + 4 + 3 + 300, network.PairWidth);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    public void AnItemMetOutsideTheCatalogueIsRefused(int item)
    {
        var bundle = Bundle(rankers.ItemNeighbors);
        bundle.ChangeArrays(Met, array => array.Name == "items" ? NamedArray.From<int>("items", [item, .. array.ToArray<int>()[1..]]) : array);

        Assert.Contains($"An interaction is with item {item} of 8 items", Refused(bundle).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void InteractionsOfMoreUsersThanThereAreAreRefused()
    {
        var bundle = Bundle(rankers.ItemNeighbors);
        bundle.ChangeArrays(Met, array => array.Name == "offsets" ? NamedArray.From<int>("offsets", [0, .. array.ToArray<int>()]) : array);

        Assert.Contains("Interactions of 10 users, where 9 are known", Refused(bundle).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void GoldenScoresThatAreNoNumbersProveNothingAndAreRefused()
    {
        var bundle = Bundle(rankers.ItemNeighbors);
        bundle.ChangeArrays(Scores, scores => NamedArray.From<float>("scores", [.. scores.ToArray<float>().Select(_ => float.PositiveInfinity)]));

        Assert.Contains("scores its golden row 1 as ", Refused(bundle).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AGoldenRowOfAnItemThatIsNotInTheCatalogueIsRefused()
    {
        var bundle = Bundle(rankers.ItemNeighbors);
        bundle.ChangeTable(Golden, golden => golden.With("ItemId", new CategoryColumn([.. Enumerable.Range(0, golden.Count)], [.. Enumerable.Range(0, golden.Count).Select(i => $"x{i}")])));

        Assert.Contains("Golden row 1 is of an item that is not in the catalogue", Refused(bundle).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ARatingBundleAndARankingBundleAreNotTakenForEachOther()
    {
        var bundle = Bundle(rankers.Factored);
        bundle.Write(Path);
        Assert.Contains("holds a recommender of the kind 'ranking'; this one loads 'rating'", Assert.Throws<InvalidBundleException>(() => Recommender.Load<string, string>(Path)).Message, StringComparison.Ordinal);

        bundle.Manifest = bundle.Manifest with { Kind = "rating" };
        Assert.Contains("holds a recommender of the kind 'rating'; this one loads 'ranking'", Refused(bundle).Message, StringComparison.Ordinal);
    }

    // Items without features, their ids hashed into a few rows of a table of long vectors.
    private static void MakeHashedItems(BundleFile bundle, int count, int vocabulary, int dimension)
    {
        bundle.Manifest.Model["scorer"] = JsonNode.Parse($$"""{"$type":"factored","dimension":{{dimension}},"history":null,"userId":true,"residualWidth":0}""");
        bundle.ChangePipeline(pipeline =>
        {
            pipeline["schema"] = new JsonArray([.. pipeline["schema"]!.AsArray().Where(f => (string?)f!["name"] is "UserId" or "ItemId").Select(f => f!.DeepClone())]);
            pipeline["steps"] = JsonNode.Parse($$"""[{"$type":"hash-category","column":"UserId","buckets":1},{"$type":"hash-category","column":"ItemId","buckets":{{vocabulary - 3}}}]""");
            pipeline["inputs"] = new JsonArray([.. pipeline["inputs"]!.AsArray().Where(i => (string?)i!["name"] is "UserId" or "ItemId").Select(i => i!.DeepClone())]);
            foreach (var input in pipeline["inputs"]!.AsArray()) input!["size"] = (string?)input["name"] == "ItemId" ? vocabulary : 4;
        });
        string[] names = ["UserId", "ItemId"];
        bundle.ChangeTable(Golden, golden => new Dataset(new FeatureSchema(golden.Schema.Where(f => names.Contains(f.Name))), names.Select(name => golden[name])));
        bundle.ChangeTable(Users, users => new Dataset(new FeatureSchema([users.Schema[0]]), [users["UserId"]]));
        bundle.ChangeTable(Items, items => new Dataset(new FeatureSchema([items.Schema[0]]), [new CategoryColumn([.. Enumerable.Range(0, count)], [.. Enumerable.Range(0, count).Select(i => $"i{i}")])]));
        using var stream = new MemoryStream();
        SafeTensors.Write(stream,
        [
            NamedArray.From<float>("network.items.weight", new float[vocabulary * dimension], vocabulary, dimension),
            NamedArray.From<float>("network.user.weight", new float[4 * dimension], 4, dimension),
        ]);
        bundle.Parts[Weights] = stream.ToArray();
    }

    private BundleFile Bundle(RankingRecommender<string, string> ranker)
    {
        ranker.Save(Path);
        return BundleFile.Read(Path);
    }

    private InvalidBundleException Refused(BundleFile bundle, long bytes = 64 << 20)
    {
        bundle.Write(Path);
        long before = GC.GetAllocatedBytesForCurrentThread();
        var error = Assert.Throws<InvalidBundleException>(() => Recommender.LoadRanking<string, string>(Path));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, bytes);
        Assert.StartsWith($"'{Path}' ", error.Message, StringComparison.Ordinal);
        return error;
    }
}
