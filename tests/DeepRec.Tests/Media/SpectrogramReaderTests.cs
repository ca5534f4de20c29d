namespace DeepRec.Tests.Media;

public sealed class SpectrogramReaderTests
{
    private static readonly SpectrogramReader Reader = new() { Bands = 20, Frames = 4, Seconds = 0.4 };

    [Theory]
    [InlineData(300, 8_000)]
    [InlineData(300, 44_100)]
    [InlineData(1_000, 16_000)]
    [InlineData(3_000, 11_025)]
    [InlineData(3_000, 96_000)]
    public void AToneIsLoudestInItsBandAtAnySampleRate(double hertz, int rate)
    {
        float[] grid = Reader.Decode(MediaFolder.Sound(MediaFolder.Tone(hertz, 0.4, rate), rate));
        double Mel(double f) => 2595 * Math.Log10(1 + f / 700);
        int band = (int)Math.Round((Mel(hertz) - Mel(20)) / ((Mel(8_000) - Mel(20)) / 21)) - 1; // the one whose peak is nearest

        for (int frame = 0; frame < 4; frame++)
        {
            int loudest = Enumerable.Range(0, 20).MaxBy(b => grid[b * 4 + frame]);
            Assert.InRange(loudest, band - 1, band + 1);
            Assert.InRange(grid[loudest * 4 + frame], 0.8f, 1f); // a mean square of 1/2 is −3 dB, and a band lets part of it through
        }
    }

    [Fact]
    public void SilenceIsTheLeastAndWhatComesAfterTheEndIsSilent()
    {
        Assert.All(Reader.Decode(MediaFolder.Sound(new float[3_200], 8_000)), v => Assert.Equal(-1, v));
        float[] half = Reader.Decode(MediaFolder.Sound(MediaFolder.Tone(440, 0.2, 8_000), 8_000));
        for (int band = 0; band < 20; band++) Assert.Equal(-1, half[band * 4 + 3]);
        Assert.All(Reader.Decode(MediaFolder.Sound([], 8_000)), v => Assert.Equal(-1, v));
    }

    [Theory]
    [InlineData(8, false, 1, 2e-2)]
    [InlineData(24, false, 2, 1e-3)]
    [InlineData(32, false, 1, 1e-3)]
    [InlineData(32, true, 3, 1e-3)]
    [InlineData(64, true, 1, 1e-3)]
    public void EveryFormOfSamplesGivesTheSame(int bits, bool isFloat, int channels, double tolerance)
    {
        // Noise, so that no band is silent but for rounding.
        var random = new SeededRandom(3);
        float[] noise = new float[3_200];
        foreach (ref float sample in noise.AsSpan()) sample = (float)(2 * random.NextDouble() - 1);

        Near.Equal(Reader.Decode(MediaFolder.Sound(noise, 8_000)), Reader.Decode(MediaFolder.Sound(noise, 8_000, bits, isFloat, channels, isExtended: bits == 24)), tolerance);
    }

    [Fact]
    public void OtherChunksAndAWrongLengthOfTheSamplesDoNoHarm()
    {
        byte[] plain = MediaFolder.Sound(MediaFolder.Tone(440, 0.4, 8_000), 8_000);
        byte[] odd = [.. plain[..12], .. "LIST"u8, 3, 0, 0, 0, 1, 2, 3, 0, .. plain[12..40], 255, 255, 255, 255, .. plain[44..]];

        Assert.Equal(Reader.Decode(plain), Reader.Decode(odd));
    }

    [Fact]
    public void WhatIsNoSoundIsRefused()
    {
        byte[] sound = MediaFolder.Sound(MediaFolder.Tone(440, 0.1, 8_000), 8_000, 32, isFloat: true);
        BitConverter.TryWriteBytes(sound.AsSpan(60), float.NaN);

        Assert.Equal("One of its samples is no number.", Refusal(sound));
        Assert.Equal("It is no WAV file.", Refusal("OggS and more bytes"u8.ToArray()));
        Assert.Equal("It is a WAV file without samples.", Refusal(MediaFolder.Sound([], 8_000)[..36]));
        Assert.Equal("It is a WAV file of format 1 with 12 bits; PCM of 8, 16, 24 and 32 bits and float of 32 and 64 are read.", Refusal(MediaFolder.Sound([], 8_000, 12)));
        Assert.Equal("Its WAV format is damaged: 1 channels at 0 Hz in blocks of 2 bytes.", Refusal(MediaFolder.Sound([], 0)));
        Assert.Contains("MinHertz", Assert.Throws<InvalidOperationException>(() => new SpectrogramReader { MinHertz = 900, MaxHertz = 800 }.Decode(sound)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ChangedBytesGiveASpectrogramOrARefusal()
    {
        byte[] sound = MediaFolder.Sound(MediaFolder.Tone(440, 0.1, 8_000), 8_000, 24, channels: 2);
        var random = new SeededRandom(12);
        int refused = 0;
        for (int i = 0; i < 2_000; i++)
        {
            byte[] changed = sound[..random.NextInt(sound.Length + 1)];
            for (int k = 0; k < 3 && changed.Length > 0; k++) changed[random.NextInt(Math.Min(48, changed.Length))] = (byte)random.NextInt(256);
            try
            {
                Assert.All(Reader.Decode(changed), value => Assert.True(float.IsFinite(value)));
            }
            catch (InvalidDataException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 1, 1_999);
    }

    private static string Refusal(byte[] file) => Assert.Throws<InvalidDataException>(() => Reader.Decode(file)).Message;
}
