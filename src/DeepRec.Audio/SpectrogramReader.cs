using DeepRec.Encoders;

namespace DeepRec;

/// <summary>
/// Sounds as small log-mel spectrograms, for <see cref="GridCnnEncoderOptions"/>: v = (50 + 10 log₁₀ max(P, 10⁻¹⁰)) / 50, about −1 for silence and 1 for a
/// tone of full scale, shape [1 × <see cref="Bands"/> × <see cref="Frames"/>], the lowest band first. P is the mean power that a triangular filter of the mel
/// scale lets through in a frame's share of the time. Read are WAV files: PCM of 8, 16, 24 and 32 bits and float of 32 and 64, of any sample rate and
/// number of channels; channels are averaged.
/// </summary>
/// <remarks>
/// Windows of 25 ms (Hann) every 10 ms; m(f) = 2595 log₁₀(1 + f / 700). Filters are made for each file's sample rate, so that nothing is resampled; bands
/// above half of it are silent. A sound that is shorter than <see cref="Seconds"/> ends in silence. Davis and Mermelstein, "Comparison of Parametric
/// Representations for Monosyllabic Word Recognition" (IEEE TASSP 1980).
/// </remarks>
public sealed record SpectrogramReader : MediaReader
{
    /// <summary>Bands of the mel scale: the rows of the grid.</summary>
    /// <value>Default 40; 1 to 256.</value>
    public int Bands { get; init => field = value is > 0 and <= 256 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Bands are 1 to 256."); } = 40;

    /// <summary>Parts of the time: the columns of the grid.</summary>
    /// <value>Default 64; 1 to 4,096.</value>
    public int Frames { get; init => field = value is > 0 and <= 4096 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Frames are 1 to 4,096."); } = 64;

    /// <summary>How much of a sound is read, from its start, in seconds.</summary>
    /// <value>Default 10; above 0 to 600.</value>
    public double Seconds { get; init => field = value is > 0 and <= 600 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Seconds lie above 0 and up to 600."); } = 10;

    /// <summary>Where the lowest band begins, in hertz.</summary>
    /// <value>Default 20; 0 to 20,000, below <see cref="MaxHertz"/>.</value>
    public double MinHertz { get; init => field = value is >= 0 and <= 20_000 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "MinHertz is 0 to 20,000."); } = 20;

    /// <summary>Where the highest band ends, in hertz.</summary>
    /// <value>Default 8,000; above <see cref="MinHertz"/>, up to 96,000.</value>
    public double MaxHertz { get; init => field = value is > 0 and <= 96_000 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "MaxHertz lies above 0 and up to 96,000."); } = 8_000;

    /// <inheritdoc/>
    public override int VectorWidth => Bands * Frames;

    /// <summary>The encoder of these spectrograms, to be refined by <c>with</c>.</summary>
    public GridCnnEncoderOptions CreateEncoder() => new(1, Bands, Frames) { Pooling = GridPooling.MeanOfRows };

    /// <inheritdoc/>
    protected override float[] DecodeContent(ReadOnlyMemory<byte> content)
    {
        if (!(MinHertz < MaxHertz)) throw new InvalidOperationException($"MinHertz {MinHertz} is not below MaxHertz {MaxHertz}.");
        var wave = Wave.Parse(content.Span);
        return new MelSpectrum(wave.SampleRate, Bands, MinHertz, MaxHertz).Spectrogram(wave.Mono(content.Span, Seconds), Frames, Seconds);
    }
}
