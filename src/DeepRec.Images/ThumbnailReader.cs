using DeepRec.Encoders;
using SkiaSharp;

namespace DeepRec;

/// <summary>
/// Pictures as small RGB thumbnails, for <see cref="GridCnnEncoderOptions"/>: v = (p − 127.5) / 127.5 ∈ [−1, 1], shape [3 × <see cref="Height"/> ×
/// <see cref="Width"/>], p the mean colour of the part of the picture under a thumbnail's pixel. Read are the formats of SkiaSharp: JPEG, PNG, WebP,
/// GIF (its first frame), BMP, ICO.
/// </summary>
/// <remarks>
/// The whole picture is used, stretched where its sides are in another proportion; what is transparent lies on white; a camera's note on how it was held is
/// not looked at. Averages are made in managed code, so that every machine makes the same thumbnail of the same decoded pixels.
/// </remarks>
public sealed record ThumbnailReader : MediaReader
{
    private const int Channels = 3;

    /// <summary>The thumbnail's columns.</summary>
    /// <value>Default 32; 1 to 512.</value>
    public int Width { get; init => field = Side(value); } = 32;

    /// <summary>The thumbnail's rows.</summary>
    /// <value>Default 32; 1 to 512.</value>
    public int Height { get; init => field = Side(value); } = 32;

    /// <summary>The largest picture that is decoded, in pixels, by what its header says: a file of a few kilobytes may claim gigabytes.</summary>
    /// <value>Default 40,000,000, which take 160 MB while they are decoded; 1 to 500,000,000.</value>
    public int MaxPixels { get; init => field = value is > 0 and <= 500_000_000 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "MaxPixels is 1 to 500,000,000."); } = 40_000_000;

    /// <inheritdoc/>
    public override int VectorWidth => Channels * Height * Width;

    /// <summary>The encoder of these thumbnails, to be refined by <c>with</c>.</summary>
    public GridCnnEncoderOptions CreateEncoder() => new(Channels, Height, Width);

    /// <inheritdoc/>
    protected override float[] DecodeContent(ReadOnlyMemory<byte> content)
    {
        using var data = SKData.CreateCopy(content.Span);
        using var codec = SKCodec.Create(data) ?? throw new InvalidDataException("It is no picture of a known format.");
        var (width, height) = (codec.Info.Width, codec.Info.Height);
        if (width <= 0 || height <= 0) throw new InvalidDataException("It is a picture without pixels.");
        if ((long)width * height > MaxPixels) throw new InvalidDataException($"It has {width} × {height} pixels, more than {MaxPixels} (MaxPixels).");
        using var colours = SKColorSpace.CreateSrgb();
        using var bitmap = new SKBitmap();
        if (!bitmap.TryAllocPixels(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul, colours))) throw new InvalidDataException($"There is no memory for its {width} × {height} pixels.");
        var result = codec.GetPixels(bitmap.Info, bitmap.GetPixels());
        if (result != SKCodecResult.Success) throw new InvalidDataException($"Its picture is broken ({result}).");
        return AreaMean.Of(bitmap.GetPixelSpan(), width, height, Width, Height);
    }

    private static int Side(int value) => value is > 0 and <= 512 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A thumbnail's side is 1 to 512.");
}
