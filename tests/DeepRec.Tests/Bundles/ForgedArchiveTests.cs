using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using DeepRec.Tests.Tensors;

namespace DeepRec.Tests.Bundles;

/// <summary>Archives that no archiver writes: parts that overlap, repeat, unpack to more than they are, or lie about their size.</summary>
public sealed class ForgedArchiveTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _path;

    public ForgedArchiveTests() => _path = _folder.File("forged.deeprec");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void PartsThatShareTheirBytesAreRefusedBeforeTheyAreRead()
    {
        // A megabyte that a thousand entries of the directory point to: a gigabyte, were it read.
        byte[] content = new byte[1 << 20];
        using (var file = File.Create(_path))
        {
            file.Write(LocalHeader("manifest.json", content));
            file.Write(content);
            long directory = file.Position;
            for (int i = 0; i < 1000; i++) file.Write(DirectoryEntry(i == 0 ? "manifest.json" : $"part-{i:D4}.bin", content));
            file.Write(EndOfDirectory(1000, file.Position - directory, directory));
        }

        Assert.Contains("is compressed or too large", Refused().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void APartThatOccursTwiceIsRefused()
    {
        using (var archive = ZipFile.Open(_path, ZipArchiveMode.Create))
        {
            archive.CreateEntry("manifest.json");
            archive.CreateEntry("manifest.json");
        }

        Assert.Contains("it holds the part 'manifest.json' twice", Refused().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AManifestThatUnpacksToAThousandTimesItsSizeIsRefused()
    {
        using (var archive = ZipFile.Open(_path, ZipArchiveMode.Create))
        using (var stream = archive.CreateEntry("manifest.json", CompressionLevel.SmallestSize).Open())
        {
            byte[] blanks = new byte[1 << 20];
            blanks.AsSpan().Fill((byte)' ');
            for (int i = 0; i < 256; i++) stream.Write(blanks);
        }

        Assert.True(new FileInfo(_path).Length < 1 << 20);
        Assert.Contains("'manifest.json' is compressed or too large", Refused().Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(uint.MaxValue)]
    [InlineData(0x7FFF_FFFFu)]
    [InlineData(1000u)]
    public void APartThatClaimsMoreThanTheFileHoldsIsRefused(uint length)
    {
        byte[] content = "{}"u8.ToArray();
        using (var file = File.Create(_path))
        {
            file.Write(LocalHeader("manifest.json", content));
            file.Write(content);
            long directory = file.Position;
            byte[] entry = DirectoryEntry("manifest.json", content);
            BinaryPrimitives.WriteUInt32LittleEndian(entry.AsSpan(20), length);
            BinaryPrimitives.WriteUInt32LittleEndian(entry.AsSpan(24), length);
            file.Write(entry);
            file.Write(EndOfDirectory(1, entry.Length, directory));
        }

        Refused();
    }

    [Theory]
    [InlineData(42, 0xFFFF_FFFEu)]
    [InlineData(42, 1_000_000u)]
    [InlineData(28, 0xFFFFu)]
    [InlineData(30, 0xFFFFu)]
    [InlineData(8, 1u)]
    [InlineData(10, 99u)]
    public void ADirectoryEntryThatPointsAstrayIsRefused(int field, uint value)
    {
        byte[] content = "{}"u8.ToArray();
        using (var file = File.Create(_path))
        {
            file.Write(LocalHeader("manifest.json", content));
            file.Write(content);
            long directory = file.Position;
            byte[] entry = DirectoryEntry("manifest.json", content);
            if (field == 42) BinaryPrimitives.WriteUInt32LittleEndian(entry.AsSpan(field), value);
            else BinaryPrimitives.WriteUInt16LittleEndian(entry.AsSpan(field), (ushort)value);
            file.Write(entry);
            file.Write(EndOfDirectory(1, entry.Length, directory));
        }

        Refused();
    }

    private static byte[] LocalHeader(string name, byte[] content)
    {
        byte[] header = new byte[30 + name.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(header, 0x04034B50);
        header[4] = 20;
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(18), (uint)content.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(22), (uint)content.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(26), (ushort)name.Length);
        Encoding.ASCII.GetBytes(name, header.AsSpan(30));
        return header;
    }

    private static byte[] DirectoryEntry(string name, byte[] content)
    {
        byte[] entry = new byte[46 + name.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(entry, 0x02014B50);
        entry[4] = entry[6] = 20;
        BinaryPrimitives.WriteUInt32LittleEndian(entry.AsSpan(20), (uint)content.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(entry.AsSpan(24), (uint)content.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(entry.AsSpan(28), (ushort)name.Length);
        Encoding.ASCII.GetBytes(name, entry.AsSpan(46));
        return entry;
    }

    private static byte[] EndOfDirectory(ushort entries, long size, long offset)
    {
        byte[] end = new byte[22];
        BinaryPrimitives.WriteUInt32LittleEndian(end, 0x06054B50);
        BinaryPrimitives.WriteUInt16LittleEndian(end.AsSpan(8), entries);
        BinaryPrimitives.WriteUInt16LittleEndian(end.AsSpan(10), entries);
        BinaryPrimitives.WriteUInt32LittleEndian(end.AsSpan(12), (uint)size);
        BinaryPrimitives.WriteUInt32LittleEndian(end.AsSpan(16), (uint)offset);
        return end;
    }

    private InvalidBundleException Refused()
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        var error = Assert.Throws<InvalidBundleException>(() => Recommender.Load<string, string>(_path));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8 << 20);
        return error;
    }
}
