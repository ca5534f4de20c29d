using System.Buffers.Binary;
using SkiaSharp;

namespace DeepRec.Tests.Media;

/// <summary>A folder of generated pictures and sounds that is gone after the test.</summary>
internal sealed class MediaFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("DeepRec.Media-").FullName;

    public string Write(string name, byte[] content)
    {
        File.WriteAllBytes(System.IO.Path.Combine(Path, name), content);
        return name;
    }

    public static byte[] Picture(int width, int height, Func<int, int, SKColor> colour, SKEncodedImageFormat format = SKEncodedImageFormat.Png)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        for (int y = 0; y < height; y++) for (int x = 0; x < width; x++) bitmap.SetPixel(x, y, colour(x, y));
        using var image = SKImage.FromBitmap(bitmap);
        using var data = image.Encode(format, 100);
        return data.ToArray();
    }

    /// <summary>A WAV file; each sample of −1 … 1 is written to every channel.</summary>
    public static byte[] Sound(ReadOnlySpan<float> samples, int rate, int bits = 16, bool isFloat = false, int channels = 1, bool isExtended = false)
    {
        int bytes = bits / 8, length = samples.Length * channels * bytes, format = isExtended ? 40 : 16;
        var file = new byte[12 + 8 + format + 8 + length];
        "RIFF"u8.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(4), file.Length - 8);
        "WAVEfmt "u8.CopyTo(file.AsSpan(8));
        var chunk = file.AsSpan(16);
        BinaryPrimitives.WriteInt32LittleEndian(chunk, format);
        BinaryPrimitives.WriteUInt16LittleEndian(chunk[4..], (ushort)(isExtended ? 0xFFFE : isFloat ? 3 : 1));
        BinaryPrimitives.WriteInt16LittleEndian(chunk[6..], (short)channels);
        BinaryPrimitives.WriteInt32LittleEndian(chunk[8..], rate);
        BinaryPrimitives.WriteInt32LittleEndian(chunk[12..], rate * channels * bytes);
        BinaryPrimitives.WriteInt16LittleEndian(chunk[16..], (short)(channels * bytes));
        BinaryPrimitives.WriteInt16LittleEndian(chunk[18..], (short)bits);
        if (isExtended) BinaryPrimitives.WriteUInt16LittleEndian(chunk[28..], (ushort)(isFloat ? 3 : 1));
        var data = file.AsSpan(20 + format);
        "data"u8.CopyTo(data);
        BinaryPrimitives.WriteInt32LittleEndian(data[4..], length);
        for (int i = 0; i < samples.Length * channels; i++) WriteSample(data[(8 + i * bytes)..], samples[i / channels], bytes, isFloat);
        return file;
    }

    public static float[] Tone(double hertz, double seconds, int rate, double amplitude = 1) =>
        [.. Enumerable.Range(0, (int)(seconds * rate)).Select(i => (float)(amplitude * Math.Sin(2 * Math.PI * hertz * i / rate)))];

    public void Dispose() => Directory.Delete(Path, recursive: true);

    private static void WriteSample(Span<byte> target, double sample, int bytes, bool isFloat)
    {
        if (isFloat && bytes == 4) BinaryPrimitives.WriteSingleLittleEndian(target, (float)sample);
        else if (isFloat) BinaryPrimitives.WriteDoubleLittleEndian(target, sample);
        else if (bytes == 1) target[0] = (byte)Math.Round(128 + 127 * sample);
        else
        {
            int whole = (int)Math.Clamp(sample * 2147483648.0, int.MinValue, int.MaxValue);
            for (int b = 0; b < bytes; b++) target[b] = (byte)(whole >> (8 * (4 - bytes + b)));
        }
    }
}
