using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using DeepRec.Tests.Tensors;

namespace DeepRec.Tests.Bundles;

/// <summary>The same for what baselines have learned, and for what holds of every model that ranks.</summary>
public sealed class ForgedBaselineBundleTests(SmallRankers rankers) : IClassFixture<SmallRankers>, IDisposable
{
    private const string Weights = "weights.safetensors", Items = "items.safetensors", Met = "interactions.safetensors", Golden = "golden.safetensors", Scores = "golden-scores.safetensors";
    private readonly TemporaryFolder _folder = new();

    private string Path => _folder.File("ranker.deeprec");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void OneTextThatManyItemsShareIsNotSplitForEachOfThem()
    {
        var bundle = Bundle(rankers.Popularity);
        string text = string.Join('|', Enumerable.Range(0, 2000));
        bundle.ChangePipeline(pipeline =>
        {
            pipeline["schema"]!.AsArray().First(f => (string?)f!["name"] == "Tags")!["kind"] = "Category";
            pipeline["steps"]!.AsArray().Insert(0, JsonNode.Parse("""{"$type":"split-categories","column":"Tags"}"""));
        });
        foreach (string part in new[] { Items, Golden })
        {
            bundle.ChangeTable(part, table =>
            {
                int rows = part == Items ? 80_000 : table.Count;
                var columns = table.Schema.Select(f => (Feature: f.Name == "Tags" ? new Feature("Tags", FeatureKind.Category, f.Role) : f, Column: table[f.Name].Select([.. Enumerable.Range(0, rows).Select(row => row % table.Count)]))).ToArray();
                for (int i = 0; i < columns.Length; i++)
                {
                    if (columns[i].Feature.Name == "Tags") columns[i].Column = new CategoryColumn(new int[rows], [text]);
                    if (part == Items && columns[i].Feature.Name == "ItemId") columns[i].Column = new CategoryColumn([.. Enumerable.Range(0, rows)], [.. Enumerable.Range(0, rows).Select(i => $"i{i}")]);
                }

                return new Dataset(new FeatureSchema(columns.Select(c => c.Feature)), columns.Select(c => c.Column));
            });
        }

        bundle.ChangeArrays(Weights, array => array.Name == "popularity" ? NamedArray.From<float>("popularity", new float[80_000]) : array);

        Assert.Matches("Splitting column 'Tags' of 80000 items would make 160000000 values, which is more than a bundle may ask for", Refused(bundle, bytes: 200 << 20).Message);
    }

    [Theory]
    [InlineData(1, int.MaxValue)]
    [InlineData(1, -1)]
    [InlineData(0, 1)]
    public void OffsetsThatFallOrLeaveTheArrayAreRefused(int place, int offset)
    {
        foreach (var (part, name) in new[] { (Met, "offsets"), (Weights, "neighbors.offsets") })
        {
            var bundle = Bundle(rankers.ItemNeighbors);
            bundle.ChangeArrays(part, array =>
            {
                if (array.Name != name) return array;
                int[] offsets = array.ToArray<int>();
                offsets[place] = offset;
                return NamedArray.From<int>(name, offsets);
            });
            Refused(bundle);
        }
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(8)]
    [InlineData(int.MinValue)]
    public void ANeighborOutsideTheCatalogueIsRefused(int item)
    {
        var bundle = Bundle(rankers.ItemNeighbors);
        bundle.ChangeArrays(Weights, array => array.Name == "neighbors.columns" ? NamedArray.From<int>(array.Name, [item, .. array.ToArray<int>()[1..]]) : array);

        Assert.Contains($"Tensor 'neighbors.columns' holds {item} at 0; there are 8 columns", Refused(bundle).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ANumberThatIsNoneIsRefusedInEachModel()
    {
        foreach (var ranker in rankers.All)
        {
            var bundle = Bundle(ranker);
            byte[] sound = bundle.Parts[Weights];
            foreach (string name in SafeTensors.Read(sound).Arrays.Where(a => a.Type == ElementType.Float32 && a.ElementCount > 0).Select(a => a.Name))
            {
                bundle.Parts[Weights] = sound;
                bundle.ChangeArrays(Weights, array => array.Name == name ? NamedArray.From<float>(name, [.. array.ToArray<float>()[..^1], float.NaN], [.. array.Shape]) : array);
                Assert.Matches("ensor '.*' holds ", Refused(bundle).Message);
            }
        }
    }

    [Theory]
    [InlineData(float.MaxValue)]
    [InlineData(float.MinValue)]
    public void WeightsBeyondAllMeasureGiveScoresThatAreNumbers(float value)
    {
        foreach (var ranker in rankers.All)
        {
            var bundle = Bundle(ranker);
            bundle.ChangeArrays(Weights, array => array.Type == ElementType.Float32 ? NamedArray.From<float>(array.Name, [.. array.ToArray<float>().Select(_ => value)], [.. array.Shape]) : array);
            bundle.ChangeTable(Golden, golden => golden.Select([0]));
            bundle.ChangeArrays(Scores, _ => NamedArray.From<float>("scores", [0.5f]));
            string message = Refused(bundle).Message;
            float score = float.Parse(Regex.Match(message, @"golden row 1 as (\S+), but").Groups[1].Value, CultureInfo.InvariantCulture);
            bundle.ChangeArrays(Scores, _ => NamedArray.From<float>("scores", [score]));
            bundle.Write(Path);

            using var loaded = Recommender.LoadRanking<string, string>(Path);
            foreach (string user in new[] { "u0", "u5", "nobody" })
            {
                var best = loaded.Recommend(user, 100, new RankingRequestOptions<string> { IncludeMet = true });
                Assert.Equal(8, best.Count);
                Assert.All(best, r => Assert.True(float.IsFinite(r.Score)));
            }
        }
    }

    [Fact]
    public void ASegmentOfAColumnThatIsNotThereIsRefused()
    {
        var bundle = Bundle(rankers.Popularity);
        bundle.Manifest.Model["segment"] = "Nothing";
        Assert.Contains("There is no column 'Nothing' of user or context to make segments of", Refused(bundle).Message, StringComparison.Ordinal);

        bundle.Manifest.Model["segment"] = "Age";
        Assert.Contains("Column 'Age' holds numbers", Refused(bundle).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(100, 5)] // an id without a row in the segments, met only by a value that no golden row has
    [InlineData(int.MaxValue - 3, int.MaxValue)]
    public void SegmentsThatAreFewerThanTheIdsOfTheirColumnAreRefused(int buckets, int size)
    {
        var bundle = Bundle(rankers.Popularity);
        bundle.ChangePipeline(pipeline =>
        {
            var steps = pipeline["steps"]!.AsArray();
            steps[steps.IndexOf(steps.First(s => (string?)s!["$type"] == "vocabulary" && (string?)s["column"] == "Device"))] = JsonNode.Parse($$"""{"$type":"hash-category","column":"Device","buckets":{{buckets}}}""");
            pipeline["inputs"]!.AsArray().First(i => (string?)i!["name"] == "Device")!["size"] = size;
        });
        int[] kept = [];
        bundle.ChangeTable(Golden, golden => golden.Select(kept = [.. Enumerable.Range(0, golden.Count).Where(row => golden["Device"].IsMissing(row))]));
        bundle.ChangeArrays(Scores, scores => NamedArray.From<float>("scores", [.. kept.Select(row => scores.ToArray<float>()[row])]));

        Assert.NotEmpty(kept);
        Assert.Matches("is not the Id of size 5|has the shape", Refused(bundle).Message);
    }

    [Fact]
    public void FactorsLongerThanTheirEquationsMayBeAreRefused()
    {
        var bundle = Bundle(rankers.Factors);
        bundle.Manifest.Model["dimension"] = 20_000;
        bundle.ChangeArrays(Weights, array => array.Name == "items" ? NamedArray.From<float>("items", new float[8 * 20_000], 8, 20_000) : array);

        Assert.Contains("The settings ask for normal equations of shape [2, 20000, 20000], which is more than the weights fill", Refused(bundle).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AVocabularyFarLargerThanTheCatalogueTakesNoMemoryForItsItems()
    {
        var bundle = Bundle(rankers.Content);
        bundle.ChangePipeline(pipeline =>
        {
            var steps = pipeline["steps"]!.AsArray();
            steps[steps.IndexOf(steps.First(s => (string?)s!["$type"] == "vocabulary" && (string?)s["column"] == "Tags"))] = JsonNode.Parse("""{"$type":"hash-category","column":"Tags","buckets":500000000}""");
            pipeline["inputs"]!.AsArray().First(i => (string?)i!["name"] == "Tags")!["size"] = 500_000_003;
        });
        bundle.Write(Path);

        long before = GC.GetAllocatedBytesForCurrentThread();
        using (Recommender.LoadRanking<string, string>(Path))
        {
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 << 20);
        }
    }

    [Fact]
    public void AMatrixOfPairsWithoutItsPartsIsRefusedBeforeItIsMade()
    {
        var arrays = new StoredArrays([NamedArray.From<float>("weights.0", new float[10], 1, 10)]);
        long before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Contains("Tensor 'weights.0' has the shape [1, 10], expected [", Assert.Throws<InvalidBundleException>(() => EaseScorer.Join(arrays, 20_000)).Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void AModelUnderTheNameOfAnotherIsRefused()
    {
        foreach (var ranker in rankers.All)
        {
            var bundle = Bundle(ranker);
            string own = (string)bundle.Manifest.Model["$type"]!;
            foreach (string name in new[] { "softmax-ranker", "item-knn", "user-knn", "ease", "gf-cf", "implicit-als" }.Where(name => name != own))
            {
                bundle.Manifest = bundle.Manifest with { Model = new JsonObject { ["$type"] = name } };
                Refused(bundle);
            }
        }
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
