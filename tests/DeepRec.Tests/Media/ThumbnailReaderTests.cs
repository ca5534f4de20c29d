using System.Buffers.Binary;
using SkiaSharp;

namespace DeepRec.Tests.Media;

public sealed class ThumbnailReaderTests
{
    private static readonly SKColor Red = new(255, 0, 0);

    [Fact]
    public void APixelIsTheMeanColourOfWhatItCovers()
    {
        // Left half red, right half blue; 3 columns of the thumbnail over 4 of the picture.
        byte[] picture = MediaFolder.Picture(4, 2, (x, _) => x < 2 ? Red : new SKColor(0, 0, 255));

        float[] thumbnail = new ThumbnailReader { Width = 3, Height = 1 }.Decode(picture);

        Near.Equal([1, 0, -1, /**/ -1, -1, -1, /**/ -1, 0, 1], thumbnail);
    }

    [Fact]
    public void WhatIsTransparentLiesOnWhite()
    {
        float[] thumbnail = new ThumbnailReader { Width = 2, Height = 1 }.Decode(MediaFolder.Picture(2, 1, (x, _) => new SKColor(0, 0, 0, (byte)(x == 0 ? 0 : 255))));

        Near.Equal([1, -1, /**/ 1, -1, /**/ 1, -1], thumbnail);
    }

    [Fact]
    public void ASmallPictureIsMadeLarger() =>
        Near.Equal([.. Enumerable.Repeat(1f, 12), .. Enumerable.Repeat(-1f, 24)], new ThumbnailReader { Width = 4, Height = 3 }.Decode(MediaFolder.Picture(1, 1, (_, _) => Red)));

    [Theory]
    [InlineData(SKEncodedImageFormat.Png)]
    [InlineData(SKEncodedImageFormat.Jpeg)]
    [InlineData(SKEncodedImageFormat.Webp)]
    public void TheFormatsThatAreNamedAreRead(SKEncodedImageFormat format) =>
        Near.Equal([1, -1, -1], new ThumbnailReader { Width = 1, Height = 1 }.Decode(MediaFolder.Picture(16, 16, (_, _) => Red, format)), 0.03);

    [Fact]
    public void AColumnOfPathsBecomesThumbnailsReadAndKeptOnce()
    {
        using var folder = new MediaFolder();
        folder.Write("red.png", MediaFolder.Picture(8, 8, (_, _) => Red));
        folder.Write("broken.png", MediaFolder.Picture(8, 8, (_, _) => Red)[..60]);
        folder.Write("text.png", "no picture"u8.ToArray());
        var rows = new Dataset(
            new FeatureSchema([Feature.Item("Id"), Feature.Category("Poster", FeatureRole.ItemFeature)]),
            [new CategoryColumn([0, 1, 2, 3, 4, 5], ["a", "b", "c", "d", "e", "f"]), new CategoryColumn([0, 1, 0, 2, 3, -1], ["red.png", "broken.png", "text.png", "absent.png", "unused.png"])]);

        var read = new ThumbnailReader { Root = folder.Path, Width = 2, Height = 2 }.Apply(rows, "Poster", out var report);

        var posters = read.Column<VectorColumn>("Poster");
        Assert.Equal([0, -1, 0, -1, -1, -1], posters.Codes.ToArray());
        Assert.Equal((12, 1), (posters.Width, posters.VectorCount));
        Assert.Equal(Feature.Vector("Poster", 12, FeatureRole.ItemFeature), read.Schema["Poster"]);
        Assert.Equal((1, 3), (report.Read, report.Failed));
        Assert.StartsWith("1 files read, 3 without a vector:\n'broken.png': Its picture is broken (", report.ToString(), StringComparison.Ordinal);
        Assert.Equal(["'text.png': It is no picture of a known format.", "'absent.png': There is no such file."], report.Problems.Skip(1));
    }

    [Fact]
    public void TablesThatRowsWereJoinedWithAreReadToo()
    {
        using var folder = new MediaFolder();
        folder.Write("red.png", MediaFolder.Picture(8, 8, (_, _) => Red));
        folder.Write("black.png", MediaFolder.Picture(8, 8, (_, _) => SKColors.Black));
        var items = Dataset.From([new Film("a", "red.png"), new Film("b", "black.png"), new Film("c", null)]);
        var rows = new Dataset(new FeatureSchema([Feature.Item("Id")]), [new CategoryColumn([0, 0, 1], ["a", "c"])]);
        var reader = new ThumbnailReader { Root = folder.Path, Width = 1, Height = 1 };

        var after = reader.Apply(Dataset.Join(rows, items: items), "Poster");
        var before = Dataset.Join(rows, items: reader.Apply(items, "Poster"));

        foreach (var joined in new[] { after, before })
        {
            Assert.Equal([0, 0, -1], joined.Column<VectorColumn>("Poster").Codes.ToArray());
            Assert.Equal(2, joined.Items!.Column<VectorColumn>("Poster").Trim().VectorCount);
            Assert.True(joined.Items!.Column<VectorColumn>("Poster").Values == joined.Column<VectorColumn>("Poster").Values, "the memory is the same");
        }
    }

    [Fact]
    public void AStrictReaderNamesTheRowAndThePath()
    {
        var rows = Dataset.From([new Film("a", null), new Film("b", "absent.png")]);

        var error = Assert.Throws<DatasetException>(() => new ThumbnailReader { IsStrict = true, Root = Path.GetTempPath() }.Apply(rows, "Poster"));

        Assert.Equal("Column 'Poster', row 2: 'absent.png' is not a file that can be read. There is no such file. Correct the path or the file, leave it blank, or set IsStrict = false.", error.Message);
    }

    [Theory]
    [InlineData("../secret.png")]
    [InlineData("/etc/hostname")]
    [InlineData("a/../../secret.png")]
    public void APathDoesNotLeaveTheFolder(string path)
    {
        using var folder = new MediaFolder();
        new ThumbnailReader { Root = folder.Path }.Apply(Dataset.From([new Film("a", path)]), "Poster", out var report);

        Assert.Equal([$"'{path}': Its path leads out of the folder Root."], report.Problems);
    }

    [Fact]
    public void WhatAHeaderClaimsIsCheckedBeforeRoomIsMadeForIt()
    {
        byte[] bomb = MediaFolder.Picture(2, 2, (_, _) => Red);
        BinaryPrimitives.WriteInt32BigEndian(bomb.AsSpan(16), 60_000); // the width in the first chunk of a PNG
        BinaryPrimitives.WriteInt32BigEndian(bomb.AsSpan(20), 60_000);
        BinaryPrimitives.WriteUInt32BigEndian(bomb.AsSpan(29), Crc(bomb.AsSpan(12, 17)));

        Assert.Equal("It has 60000 × 60000 pixels, more than 40000000 (MaxPixels).", Assert.Throws<InvalidDataException>(() => new ThumbnailReader().Decode(bomb)).Message);
        Assert.Equal("It is longer than 10 bytes (MaxBytes).", Assert.Throws<InvalidDataException>(() => new ThumbnailReader { MaxBytes = 10 }.Decode(bomb)).Message);
    }

    [Fact]
    public void ChangedBytesGiveAThumbnailOrARefusal()
    {
        byte[][] pictures = [.. new[] { SKEncodedImageFormat.Png, SKEncodedImageFormat.Jpeg, SKEncodedImageFormat.Webp }.Select(format => MediaFolder.Picture(24, 24, (x, y) => new SKColor((byte)(x * 9), (byte)(y * 9), 77), format))];
        var reader = new ThumbnailReader { Width = 3, Height = 3, MaxPixels = 1_000_000 };
        var random = new SeededRandom(11);
        int refused = 0;
        for (int i = 0; i < 600; i++)
        {
            byte[] changed = [.. pictures[i % pictures.Length]];
            for (int k = 0; k < 1 + random.NextInt(8); k++) changed[random.NextInt(changed.Length)] = (byte)random.NextInt(256);
            try
            {
                Assert.All(reader.Decode(changed), value => Assert.InRange(value, -1.001f, 1.001f));
            }
            catch (InvalidDataException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 1, 599);
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte b in bytes)
        {
            crc ^= b;
            for (int bit = 0; bit < 8; bit++) crc = (crc & 1) == 1 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
        }

        return ~crc;
    }

    private sealed record Film([property: Item] string Id, [property: Categorical] string? Poster);
}
