using System.Text.Json.Nodes;
using DeepRec.Tests.Tensors;

namespace DeepRec.Tests.Bundles;

/// <summary>
/// Bundles of an attacker who writes hashes that fit: each is refused with one type of exception, within little memory, and the recommender in use goes on.
/// </summary>
public sealed class ForgedBundleTests : IClassFixture<SmallShop>, IDisposable
{
    private const string Weights = "weights.safetensors", Users = "users.safetensors", Items = "items.safetensors", Rated = "rated.safetensors", Golden = "golden.safetensors";
    private readonly TemporaryFolder _folder = new();
    private readonly SmallShop _shop;
    private readonly string _path;
    private readonly BundleFile _bundle;
    private readonly float _prediction;

    public ForgedBundleTests(SmallShop shop)
    {
        _shop = shop;
        _path = _folder.File("shop.deeprec");
        shop.Recommender.Save(_path);
        _bundle = BundleFile.Read(_path);
        _prediction = shop.Recommender.Predict("u1", "i1");
    }

    public void Dispose()
    {
        Assert.Equal(_prediction, _shop.Recommender.Predict("u1", "i1"));
        Assert.Equal([_path], Directory.GetFileSystemEntries(_folder.Path));
        _folder.Dispose();
    }

    [Theory]
    [InlineData("\"formatVersion\": 1", "\"formatVersion\": 0", "states no format version")]
    [InlineData("\"formatVersion\": 1", "\"formatVersion\": -1", "states no format version")]
    [InlineData("\"formatVersion\": 1", "\"formatVersion\": 1e999", "states no format version")]
    [InlineData("\"formatVersion\": 1", "\"formatVersion\": \"1\"", "states no format version")]
    [InlineData("\"formatVersion\": 1", "\"formatVersion\": 2147483647", "has the bundle format 2147483647; this version of DeepRec reads formats up to 1")]
    [InlineData("\"formatVersion\": 1", "\"formatVersion\": 1, \"formatVersion\": 1", "formatVersion")]
    [InlineData("\"kind\": \"rating\"", "\"kind\": \"rating\", \"kind\": \"rating\"", "kind")]
    [InlineData("\"kind\": \"rating\"", "\"kind\": \"rating\", \"load\": \"evil.dll\"", "load")]
    [InlineData("\"kind\": \"rating\"", "\"kind\": null", "kind")]
    [InlineData("\"golden.safetensors\": {", "\"golden.safetensors\": null, \"x\": {", "part")]
    public void AManifestThatIsNotOneIsRefused(string text, string instead, string because)
    {
        string manifest = _bundle.ManifestText();
        Assert.Contains(text, manifest, StringComparison.Ordinal);
        _bundle.Write(_path, manifest.Replace(text, instead, StringComparison.Ordinal));

        Assert.Contains(because, Refused().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AManifestWithoutAPartsHashIsRefused()
    {
        var manifest = JsonNode.Parse(_bundle.ManifestText())!;
        manifest["parts"]![Golden] = null;
        _bundle.Write(_path, manifest.ToJsonString());

        Assert.Contains($"the part '{Golden}' is not what the manifest states", Refused().Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1e39, 1, 1, 5)]
    [InlineData(3, 1e39, 1, 5)]
    [InlineData(3, 0, 1, 5)]
    [InlineData(3, -1, 1, 5)]
    [InlineData(3, 1, 1, 1e39)]
    [InlineData(3, 1, 5, 1)]
    [InlineData(9, 1, 1, 5)]
    public void LabelsInShortThatContradictThemselvesAreRefused(double mean, double deviation, double minimum, double maximum)
    {
        _bundle.Manifest = _bundle.Manifest with { Label = _bundle.Manifest.Label! with { Levels = [] } };
        var manifest = JsonNode.Parse(_bundle.ManifestText())!;
        (manifest["label"]!["mean"], manifest["label"]!["standardDeviation"], manifest["label"]!["minimum"], manifest["label"]!["maximum"]) = (mean, deviation, minimum, maximum);
        _bundle.Write(_path, manifest.ToJsonString());

        Refused();
    }

    [Fact]
    public void JsonOfAThousandLevelsIsRefused()
    {
        string deep = new string('[', 1000) + new string(']', 1000);
        _bundle.Write(_path, _bundle.ManifestText().Replace("\"kind\": \"rating\"", $"\"kind\": {deep}", StringComparison.Ordinal));
        Refused();

        _bundle.Parts["pipeline.json"] = System.Text.Encoding.UTF8.GetBytes($"{{\"schema\": {deep}}}");
        _bundle.Write(_path);
        Refused();
    }

    [Theory]
    [InlineData("../../evil.txt")]
    [InlineData("/etc/evil.txt")]
    [InlineData("C:\\evil.txt")]
    [InlineData("weights.safetensors/../evil")]
    public void APartOfAnotherNameIsRefusedAndWrittenNowhere(string name)
    {
        _bundle.Parts.Add(name, "evil"u8.ToArray());
        _bundle.Write(_path, _bundle.ManifestText());

        Assert.Contains($"the part '{name}' does not belong to this format", Refused().Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hiddenLayers", "[2147483647]")]
    [InlineData("hiddenLayers", "[2147483647, 2147483647, 2147483647]")]
    [InlineData("hiddenLayers", "[1048576, 1048576]")]
    [InlineData("embeddingDimension", "2147483647")]
    [InlineData("embeddingDimension", "10000000")]
    [InlineData("encoders", """{"Device":{"$type":"category","dimension":2147483647}}""")]
    [InlineData("encoders", """{"Age":{"$type":"time","dimension":2147483647}}""")]
    public void AModelLargerThanItsWeightsIsRefusedBeforeItIsMade(string setting, string value)
    {
        _bundle.Manifest.Model[setting] = JsonNode.Parse(value);
        _bundle.Write(_path);

        Assert.Matches("The settings ask for .*, which is more than the weights fill", Refused().Message);
    }

    [Fact]
    public void AModelOfAMillionLayersIsRefusedBeforeItIsMade()
    {
        _bundle.Manifest.Model["hiddenLayers"] = new JsonArray([.. Enumerable.Repeat(1, 1_000_000).Select(width => (JsonNode)width)]);
        _bundle.Write(_path);

        Assert.Matches("The settings ask for .*, which is more than the weights fill", Refused(bytes: 1 << 30).Message);
    }

    [Theory]
    [InlineData(1_000_000_000)]
    [InlineData(int.MaxValue)]
    public void AVocabularyOfEndlessBucketsIsRefused(int buckets)
    {
        _bundle.ChangePipeline(pipeline =>
        {
            var step = pipeline["steps"]!.AsArray().First(s => (string?)s!["$type"] == "vocabulary" && (string?)s["column"] == "UserId")!;
            step["outOfVocabularyBuckets"] = buckets;
            pipeline["inputs"]!.AsArray().First(i => (string?)i!["name"] == "UserId")!["size"] = Math.Min(int.MaxValue, 2L + buckets + step["values"]!.AsArray().Count);
        });
        _bundle.Write(_path);

        Refused();
    }

    [Fact]
    public void HashesInEndlessBucketsAsOneHotCodesAreRefused()
    {
        _bundle.ChangePipeline(pipeline =>
        {
            var steps = pipeline["steps"]!.AsArray();
            steps[steps.IndexOf(steps.First(s => (string?)s!["$type"] == "vocabulary" && (string?)s["column"] == "Device"))] = JsonNode.Parse("""{"$type":"hash-category","column":"Device","buckets":1000000000}""");
            pipeline["inputs"]!.AsArray().First(i => (string?)i!["name"] == "Device")!["size"] = 1_000_000_003;
        });
        _bundle.Manifest.Model["encoders"] = JsonNode.Parse("""{"Device":{"$type":"one-hot"}}""");
        _bundle.Write(_path);

        Assert.Matches("The settings ask for one-hot codes of shape .*, which is more than the weights fill", Refused().Message);
    }

    [Theory]
    [InlineData("standardize", "limit", "-1")]
    [InlineData("standardize", "limit", "0")]
    [InlineData("standardize", "limit", "1e39")]
    [InlineData("standardize", "mean", "1e999")]
    [InlineData("standardize", "standardDeviation", "-1")]
    [InlineData("standardize", "column", "\"Value\"")]
    [InlineData("standardize", "column", "null")]
    [InlineData("standardize", "evil", "1")]
    [InlineData("vocabulary", "values", "[null]")]
    [InlineData("vocabulary", "values", "[\"a\",\"a\"]")]
    [InlineData("vocabulary", "outOfVocabularyBuckets", "0")]
    [InlineData("vocabulary", "column", "\"Nothing\"")]
    public void AStepThatCannotBeIsRefused(string step, string property, string value)
    {
        _bundle.ChangePipeline(pipeline => pipeline["steps"]!.AsArray().First(s => (string?)s!["$type"] == step)![property] = JsonNode.Parse(value));
        _bundle.Write(_path);

        Refused();
    }

    [Theory]
    [InlineData("""{"$type":"fill-number","column":"Price","value":1e39,"addsIndicator":false}""")]
    [InlineData("""{"$type":"fill-category","column":"Value","addsIndicator":true}""")]
    [InlineData("""{"$type":"scale-to-range","column":"Price","minimum":0,"maximum":1,"low":1,"high":-1,"clipOutside":true}""")]
    [InlineData("""{"$type":"scale-to-range","column":"Price","minimum":0,"maximum":1e39,"low":0,"high":1,"clipOutside":true}""")]
    [InlineData("""{"$type":"clip","column":"Price","minimum":1,"maximum":0}""")]
    [InlineData("""{"$type":"log","column":"Value"}""")]
    [InlineData("""{"$type":"log","column":"Price","column":"Price"}""")]
    [InlineData("""{"$type":"hash-category","column":"Price","buckets":2147483647}""")]
    [InlineData("""{"$type":"time-features","column":"Price","utcOffset":"-10675199.02:48:05.4775808"}""")]
    [InlineData("null")]
    [InlineData("7")]
    public void AStepPutInThatCannotBeIsRefused(string step)
    {
        string json = System.Text.Encoding.UTF8.GetString(_bundle.Parts["pipeline.json"]);
        const string steps = "\"steps\": [";
        Assert.Contains(steps, json, StringComparison.Ordinal);
        _bundle.Parts["pipeline.json"] = System.Text.Encoding.UTF8.GetBytes(json.Replace(steps, steps + step + ",", StringComparison.Ordinal));
        _bundle.Write(_path);

        Refused();
    }

    [Theory]
    [InlineData("Price", "fallback", "[]")]
    [InlineData("Price", "fallback", "[1e39]")]
    [InlineData("Price", "size", "2")]
    [InlineData("UserId", "size", "0")]
    [InlineData("UserId", "size", "-5")]
    [InlineData("UserId", "size", "2147483647")]
    [InlineData("UserId", "kind", "99")]
    [InlineData("UserId", "role", "99")]
    [InlineData("UserId", "name", "\"ItemId\"")]
    [InlineData("UserId", "name", "null")]
    public void AnInputThatCannotBeIsRefused(string input, string property, string value)
    {
        _bundle.ChangePipeline(pipeline => pipeline["inputs"]!.AsArray().First(i => (string?)i!["name"] == input)![property] = JsonNode.Parse(value));
        _bundle.Write(_path);

        Refused();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(33)]
    public void NoGoldenRowsOrTooManyAreRefused(int rows)
    {
        _bundle.ChangeTable(Golden, golden => golden.Select(new int[rows]));
        _bundle.ChangeArrays("golden-scores.safetensors", scores => NamedArray.From<float>("scores", Enumerable.Repeat(scores.ToArray<float>()[0], rows).ToArray()));
        _bundle.Write(_path);

        Assert.Contains($"it has {rows} golden rows, where there are 1 to 32", Refused().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void GoldenRowsWithoutALabelAreRefused()
    {
        _bundle.ChangeTable(Golden, golden => golden.Without("Value"));
        _bundle.Write(_path);

        Assert.Contains("its golden rows have other columns than its pipeline", Refused().Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Users, "Gender")]
    [InlineData(Items, "Price")]
    public void ATableWithoutAColumnIsRefusedBeforeARequestNeedsIt(string part, string column)
    {
        _bundle.ChangeTable(part, table => table.Without(column));
        _bundle.Write(_path);

        Assert.Contains($"the part '{part}' is a table of ", Refused().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ATableThatHoldsAnIdTwiceIsRefused()
    {
        _bundle.ChangeTable(Items, table => table.Select([0, 0, .. Enumerable.Range(2, table.Count - 2)]));
        _bundle.Write(_path);

        Assert.Contains("The table of 'ItemId' has no id, or one twice, in row 2", Refused().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ATextThatIsNoUtf8IsRefused()
    {
        _bundle.ChangeArrays(Items, array =>
        {
            if (array.Name != "0/text") return array;
            byte[] text = array.ToArray<byte>();
            text[0] = 0xFF;
            return NamedArray.From<byte>(array.Name, text);
        });
        _bundle.Write(_path);

        Refused();
    }

    [Theory]
    [InlineData(int.MinValue)]
    [InlineData(-2)]
    [InlineData(int.MaxValue)]
    public void ACodeOutsideItsTextsIsRefused(int code)
    {
        _bundle.ChangeArrays(Users, array => array.Name == "0/codes" ? NamedArray.From<int>(array.Name, [.. array.ToArray<int>()[1..], code]) : array);
        _bundle.Write(_path);

        Refused();
    }

    [Fact]
    public void IdsThatAreNotOfTheStatedTypeAreRefused()
    {
        _bundle.Manifest = _bundle.Manifest with { UserType = "System.Int32" };
        _bundle.Write(_path);

        Assert.Contains("'u0' is no Int32", Assert.Throws<InvalidBundleException>(() => Recommender.Load<int, string>(_path)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    public void ARatedItemOutsideTheCatalogueIsRefused(int item)
    {
        _bundle.ChangeArrays(Rated, array => array.Name == "items" ? NamedArray.From<int>("items", [item, .. array.ToArray<int>()[1..]]) : array);
        _bundle.Write(_path);

        Assert.Contains($"A rated item is row {item} of ", Refused().Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, int.MaxValue)]
    [InlineData(1, -1)]
    [InlineData(0, 1)]
    public void OffsetsThatFallOrLeaveTheArrayAreRefused(int place, int offset)
    {
        _bundle.ChangeArrays(Rated, array =>
        {
            if (array.Name != "offsets") return array;
            int[] offsets = array.ToArray<int>();
            offsets[place] = offset;
            return NamedArray.From<int>("offsets", offsets);
        });
        _bundle.Write(_path);

        Refused();
    }

    [Fact]
    public void WeightsOfAnotherTypeShapeOrNameAreRefused()
    {
        foreach (Func<NamedArray, NamedArray?> change in new Func<NamedArray, NamedArray?>[]
        {
            array => NamedArray.From<double>(array.Name, Array.ConvertAll(array.ToArray<float>(), v => (double)v), [.. array.Shape]),
            array => new NamedArray(array.Name, array.Type, array.Data, [.. array.Shape, 1]),
            array => new NamedArray(array.Name, array.Type, array.Data, [.. array.Shape.Reverse()]),
            array => array.Shape.Count == 2 ? new NamedArray(array.Name + "_", array.Type, array.Data, [.. array.Shape]) : array,
            array => array.Shape.Count == 2 ? null : array,
        })
        {
            _shop.Recommender.Save(_path);
            var bundle = BundleFile.Read(_path);
            bundle.ChangeArrays(Weights, change);
            bundle.Write(_path);
            Assert.Matches("[Tt]ensor|weights", Refused().Message);
        }
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void OneWeightThatIsNoNumberIsRefusedThoughNoGoldenRowMeetsIt(float value)
    {
        string unmet = LastOf("UserId", value);

        Assert.Contains($"The tensor '{unmet}' holds a value that is infinite or no number", Refused().Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(float.MaxValue)]
    [InlineData(float.MinValue)]
    public void WeightsBeyondAllMeasureGiveAScoreThatIsANumber(float value)
    {
        LastOf("UserId", value);

        using var loaded = Recommender.Load<string, string>(_path);
        foreach (string user in Enumerable.Range(0, 60).Select(i => $"u{i}"))
        {
            Assert.All(loaded.Recommend(user, 100), r => Assert.InRange(r.Score, _shop.LeastLabel, _shop.GreatestLabel));
        }
    }

    // Gives the last row of an id's table, the rarest id's, one value throughout; golden rows that meet it are put aside.
    private string LastOf(string input, float value)
    {
        string rarest = JsonNode.Parse(_bundle.Parts["pipeline.json"])!["steps"]!.AsArray()
            .First(s => (string?)s!["$type"] == "vocabulary" && (string?)s["column"] == input)!["values"]!.AsArray().Select(v => (string)v!).Last();
        int[] kept = [];
        _bundle.ChangeTable(Golden, golden =>
        {
            kept = [.. Enumerable.Range(0, golden.Count).Where(row => golden[input].TextAt(row) != rarest)];
            return golden.Select(kept);
        });
        _bundle.ChangeArrays("golden-scores.safetensors", scores => NamedArray.From<float>("scores", [.. kept.Select(row => scores.ToArray<float>()[row])]));
        string name = $"encoder.{input}.table.weight";
        _bundle.ChangeArrays(Weights, array =>
        {
            if (array.Name != name) return array;
            float[] table = array.ToArray<float>();
            table.AsSpan(^(int)array.Shape[1]..).Fill(value);
            return NamedArray.From<float>(name, table, [.. array.Shape]);
        });
        _bundle.Write(_path);
        return name;
    }

    private InvalidBundleException Refused(long bytes = 64 << 20)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        var error = Assert.Throws<InvalidBundleException>(() => Recommender.Load<string, string>(_path));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, bytes);
        Assert.StartsWith($"'{_path}' ", error.Message, StringComparison.Ordinal);
        return error;
    }
}
