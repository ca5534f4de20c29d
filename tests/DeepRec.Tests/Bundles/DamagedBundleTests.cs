using System.IO.Compression;
using DeepRec.Tests.Tensors;

namespace DeepRec.Tests.Bundles;

/// <summary>A file that is not whole is refused with one type of exception, and the recommender in use goes on.</summary>
public sealed class DamagedBundleTests : IClassFixture<SmallShop>, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SmallShop _shop;
    private readonly string _path;
    private readonly byte[] _whole;
    private readonly float _prediction;

    public DamagedBundleTests(SmallShop shop)
    {
        _shop = shop;
        _path = _folder.File("shop.deeprec");
        shop.Recommender.Save(_path);
        _whole = File.ReadAllBytes(_path);
        _prediction = shop.Recommender.Predict("u1", "i1");
    }

    public void Dispose()
    {
        Assert.Equal(_prediction, _shop.Recommender.Predict("u1", "i1"));
        _folder.Dispose();
    }

    [Fact]
    public void ATruncatedFileIsRefused()
    {
        for (int i = 0; i < 20; i++)
        {
            File.WriteAllBytes(_path, _whole[..(_whole.Length * i / 20)]);
            Assert.StartsWith($"'{_path}' is no whole DeepRec bundle: ", Refused().Message, StringComparison.Ordinal);
        }

        File.WriteAllBytes(_path, _whole[..^1]);
        Refused();
    }

    [Fact]
    public void AFlippedByteIsRefusedOrMeansNothing()
    {
        var random = new Random(7);
        float[] expected = _shop.Recommender.Predict(_shop.Test);
        int refused = 0;
        for (int i = 0; i < 200; i++)
        {
            // Half of them among the names, sizes and times of the archive, which no hash of a part covers.
            int position = i % 2 == 0 ? random.Next(_whole.Length) : _whole.Length - 1 - random.Next(1200);
            byte[] damaged = [.. _whole];
            damaged[position] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(_path, damaged);
            try
            {
                // A time of writing, a version of the archiver: nothing of it reaches the recommender.
                using var loaded = Recommender.Load<string, string>(_path);
                Assert.Equal(expected, loaded.Predict(_shop.Test));
                Assert.Equal(_shop.Recommender.Recommend("u1", 60), loaded.Recommend("u1", 60));
            }
            catch (InvalidBundleException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 120, 200);
    }

    [Fact]
    public void EveryFlippedByteOfAPartIsRefused()
    {
        var random = new Random(8);
        foreach (var (name, content) in BundleFile.Read(_path).Parts)
        {
            int start = _whole.AsSpan().IndexOf(content);
            Assert.True(start > 0, name);
            for (int i = 0; i < 10; i++)
            {
                byte[] damaged = [.. _whole];
                damaged[start + random.Next(content.Length)] ^= (byte)(1 << random.Next(8));
                File.WriteAllBytes(_path, damaged);
                Assert.Contains($"'{name}' is not what the manifest states", Refused().Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void EveryFlippedByteOfTheManifestIsRefused()
    {
        int start = _whole.AsSpan().IndexOf("{\n  \"formatVersion\""u8), end = _whole.AsSpan().IndexOf("PK\u0003\u0004pipeline"u8);
        end = end > 0 ? end : start + 500;
        Assert.True(start > 0);
        var random = new Random(9);
        for (int i = 0; i < 60; i++)
        {
            byte[] damaged = [.. _whole];
            damaged[start + random.Next(end - start)] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(_path, damaged);
            Refused();
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("PK")]
    [InlineData("user,item,rating\nu1,i1,5\n")]
    public void AnotherFileIsRefused(string text)
    {
        File.WriteAllText(_path, text);

        Refused();
    }

    [Fact]
    public void AnArchiveOfOtherThingsIsRefused()
    {
        File.Delete(_path);
        using (var archive = ZipFile.Open(_path, ZipArchiveMode.Create)) archive.CreateEntry("letter.txt");

        Assert.Contains("it lacks the part 'manifest.json'", Refused().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void APartTakenOutIsRefused()
    {
        using (var archive = ZipFile.Open(_path, ZipArchiveMode.Update)) archive.GetEntry("rated.safetensors")!.Delete();

        Assert.Contains("it has 6 parts where its manifest states 7", Refused().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void APartPutInIsRefused()
    {
        using (var archive = ZipFile.Open(_path, ZipArchiveMode.Update)) archive.CreateEntry("more.txt");

        Assert.Contains("it has 8 parts where its manifest states 7", Refused().Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pipeline.json")]
    [InlineData("weights.safetensors")]
    [InlineData("users.safetensors")]
    [InlineData("items.safetensors")]
    [InlineData("rated.safetensors")]
    [InlineData("golden.safetensors")]
    [InlineData("golden-scores.safetensors")]
    public void ABundleWrittenWithoutAPartIsRefused(string name)
    {
        var bundle = BundleFile.Read(_path);
        Assert.True(bundle.Parts.Remove(name));
        bundle.Write(_path);

        Assert.Contains($"the part '{name}' is missing", Refused().Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pipeline.json")]
    [InlineData("weights.safetensors")]
    [InlineData("users.safetensors")]
    [InlineData("items.safetensors")]
    [InlineData("rated.safetensors")]
    [InlineData("golden.safetensors")]
    [InlineData("golden-scores.safetensors")]
    public void APartOfOtherBytesIsRefusedThoughItsHashFits(string name)
    {
        var random = new Random(10);
        byte[] content = BundleFile.Read(_path).Parts[name];
        foreach (byte[] other in new[] { [], "{}"u8.ToArray(), content[..(content.Length / 2)], BundleFile.Read(_path).Parts[name == "users.safetensors" ? "rated.safetensors" : "users.safetensors"] })
        {
            _shop.Recommender.Save(_path);
            var bundle = BundleFile.Read(_path);
            bundle.Parts[name] = other;
            bundle.Write(_path);
            Assert.StartsWith($"'{_path}' ", Refused().Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void ACompressedPartIsRefused()
    {
        string packed = _folder.File("packed.deeprec");
        using (var source = ZipFile.OpenRead(_path))
        using (var target = ZipFile.Open(packed, ZipArchiveMode.Create))
        {
            target.Comment = source.Comment;
            foreach (var entry in source.Entries)
            {
                using var from = entry.Open();
                using var to = target.CreateEntry(entry.FullName, entry.Name == "weights.safetensors" ? CompressionLevel.SmallestSize : CompressionLevel.NoCompression).Open();
                from.CopyTo(to);
            }
        }

        Assert.Contains("'weights.safetensors' is compressed", Assert.Throws<InvalidBundleException>(() => Recommender.Load<string, string>(packed)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("weights.safetensors")]
    [InlineData("golden-scores.safetensors")]
    public void WeightsThatDoNotScoreTheGoldenRowsAreRefused(string part)
    {
        var bundle = BundleFile.Read(_path);
        bundle.Scale(part, 1.25f);
        bundle.Write(_path);

        Assert.Matches("scores its golden row [0-9]+ as [-0-9.E]+, but was saved with [-0-9.E]+. Weights, pipeline and library do not belong together; train and save again.", Refused().Message);
    }

    [Fact]
    public void WeightsThatAreNoNumbersAreRefused()
    {
        var bundle = BundleFile.Read(_path);
        bundle.Scale("weights.safetensors", float.NaN);
        bundle.Write(_path);

        Refused();
    }

    private InvalidBundleException Refused() => Assert.Throws<InvalidBundleException>(() => Recommender.Load<string, string>(_path));
}
