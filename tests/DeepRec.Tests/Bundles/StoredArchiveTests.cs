using System.IO.Compression;

namespace DeepRec.Tests.Bundles;

/// <summary>The reader of stored archives finds what the framework's finds, and leaves it what is otherwise.</summary>
public sealed class StoredArchiveTests
{
    private static readonly Dictionary<string, byte[]> Parts = new() { ["one"] = [1, 2, 3], ["two.txt"] = [], ["three"] = [.. Enumerable.Range(0, 255).Select(i => (byte)i)] };

    [Fact]
    public void PartsComeBackAsTheyWereWritten()
    {
        using var file = new MemoryStream();
        BundleArchive.Write(file, [123], Parts);

        var archive = StoredArchive.Open(file)!;

        Assert.Equal(4, archive.Count);
        Assert.Equal([123], archive.Find("manifest.json"));
        foreach (var (name, content) in Parts) Assert.Equal(content, archive.Find(name));
        Assert.Null(archive.Find("other"));
        file.Position = 0;
        using var zip = new ZipArchive(file, ZipArchiveMode.Read);
        Assert.Equal(zip.Comment, archive.Comment);
    }

    [Fact]
    public void OtherArchivesAreLeftAlone()
    {
        using var compressed = new MemoryStream();
        using (var archive = new ZipArchive(compressed, ZipArchiveMode.Create, leaveOpen: true))
        {
            archive.Comment = new string('0', 64);
            using var stream = archive.CreateEntry("one", CompressionLevel.Optimal).Open();
            stream.Write(new byte[1000]);
        }

        Assert.Null(StoredArchive.Open(compressed));
        Assert.Null(StoredArchive.Open(new MemoryStream()));
        Assert.Null(StoredArchive.Open(new MemoryStream(new byte[1000])));
    }

    [Fact]
    public void NoChangedByteMakesItFail()
    {
        using var file = new MemoryStream();
        BundleArchive.Write(file, [123], Parts);
        byte[] sound = file.ToArray();
        for (int at = 0; at < sound.Length; at++)
        {
            foreach (byte value in (byte[])[0, 1, 0x7F, 0x80, 0xFF, (byte)(sound[at] ^ 1)])
            {
                byte[] bytes = [.. sound];
                bytes[at] = value;
                var archive = StoredArchive.Open(new MemoryStream(bytes));
                foreach (string name in Parts.Keys) Assert.True((archive?.Find(name)?.Length ?? 0) <= bytes.Length);
            }
        }
    }
}
