using System.Buffers.Binary;

namespace DeepRec;

/// <summary>Where the samples of a WAV file stand and what they are. Nothing that the file says of its lengths is believed beyond the bytes that are there.</summary>
/// <param name="SampleRate">Samples of a channel in a second.</param>
/// <param name="Channels">1 or more.</param>
/// <param name="Bytes">A sample of a channel: 1, 2, 3, 4 or 8 bytes.</param>
/// <param name="IsFloat">Whether it is a floating-point number.</param>
/// <param name="Start">Where the samples begin.</param>
/// <param name="Length">How many bytes of them there are.</param>
internal sealed record Wave(int SampleRate, int Channels, int Bytes, bool IsFloat, int Start, int Length)
{
    private const int FormatLength = 16;
    private const int ExtendedLength = 26;

    /// <exception cref="InvalidDataException">It is no WAV file, or of a form that is not read.</exception>
    public static Wave Parse(ReadOnlySpan<byte> file)
    {
        if (file.Length < 12 || !file.StartsWith("RIFF"u8) || !file[8..].StartsWith("WAVE"u8)) throw new InvalidDataException("It is no WAV file.");
        Wave? format = null;
        for (long at = 12; at + 8 <= file.Length;)
        {
            var name = file.Slice((int)at, 4);
            long length = BinaryPrimitives.ReadUInt32LittleEndian(file[((int)at + 4)..]);
            int start = (int)at + 8, there = (int)Math.Min(length, file.Length - start);
            if (name.SequenceEqual("fmt "u8)) format = ParseFormat(file.Slice(start, there));
            if (name.SequenceEqual("data"u8)) return (format ?? throw new InvalidDataException("Its WAV samples come before their format.")) with { Start = start, Length = there };
            at = start + length + (length & 1);
        }

        throw new InvalidDataException("It is a WAV file without samples.");
    }

    /// <summary>The mean of the channels from the start, in [−1, 1].</summary>
    /// <exception cref="InvalidDataException">A sample is no number.</exception>
    public float[] Mono(ReadOnlySpan<byte> file, double seconds)
    {
        var samples = file.Slice(Start, Length);
        var mono = new float[(int)Math.Min(Length / (Bytes * Channels), Math.Ceiling(seconds * SampleRate))];
        for (int i = 0; i < mono.Length; i++)
        {
            double sum = 0;
            for (int c = 0; c < Channels; c++) sum += Sample(samples[((i * Channels + c) * Bytes)..]);
            mono[i] = (float)(sum / Channels);
        }

        return mono;
    }

    private static Wave ParseFormat(ReadOnlySpan<byte> chunk)
    {
        if (chunk.Length < FormatLength) throw new InvalidDataException("Its WAV format is cut off.");
        int tag = BinaryPrimitives.ReadUInt16LittleEndian(chunk), channels = BinaryPrimitives.ReadUInt16LittleEndian(chunk[2..]);
        uint rate = BinaryPrimitives.ReadUInt32LittleEndian(chunk[4..]);
        int align = BinaryPrimitives.ReadUInt16LittleEndian(chunk[12..]), bits = BinaryPrimitives.ReadUInt16LittleEndian(chunk[14..]);
        if (tag == 0xFFFE && chunk.Length >= ExtendedLength) tag = BinaryPrimitives.ReadUInt16LittleEndian(chunk[24..]);
        bool isRead = (tag, bits) is (1, 8 or 16 or 24 or 32) or (3, 32 or 64);
        if (!isRead) throw new InvalidDataException($"It is a WAV file of format {tag} with {bits} bits; PCM of 8, 16, 24 and 32 bits and float of 32 and 64 are read.");
        if (channels is 0 or > 64 || rate is < 1_000 or > 768_000 || align != channels * bits / 8) throw new InvalidDataException($"Its WAV format is damaged: {channels} channels at {rate} Hz in blocks of {align} bytes.");
        return new Wave((int)rate, channels, bits / 8, tag == 3, 0, 0);
    }

    private double Sample(ReadOnlySpan<byte> bytes)
    {
        double value = (Bytes, IsFloat) switch
        {
            (1, _) => (bytes[0] - 128) / 128.0,
            (2, _) => BinaryPrimitives.ReadInt16LittleEndian(bytes) / 32_768.0,
            (3, _) => ((bytes[0] << 8) | (bytes[1] << 16) | (bytes[2] << 24)) / 2_147_483_648.0,
            (4, false) => BinaryPrimitives.ReadInt32LittleEndian(bytes) / 2_147_483_648.0,
            (4, true) => BinaryPrimitives.ReadSingleLittleEndian(bytes),
            _ => BinaryPrimitives.ReadDoubleLittleEndian(bytes),
        };
        return double.IsFinite(value) ? Math.Clamp(value, -1, 1) : throw new InvalidDataException("One of its samples is no number.");
    }
}
