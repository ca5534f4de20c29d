using DeepRec.Preprocessing;

namespace DeepRec.Encoders;

/// <summary>
/// A vector that is a grid, such as the pixels of a thumbnail or a spectrogram, read by a small convolutional network: layers of 3 × 3 filters
/// with ReLU, halved by maximum pooling between them, then x = W mean(h) + b. A row of the data without a grid has a learned vector of its own.
/// </summary>
/// <remarks>
/// LeCun, Bottou, Bengio and Haffner, "Gradient-Based Learning Applied to Document Recognition" (1998); stacks of 3 × 3: Simonyan and Zisserman (ICLR 2015);
/// the mean over the grid: Lin, Chen and Yan, "Network in Network" (ICLR 2014); start values: He et al. (ICCV 2015). Modality dropout as for
/// <see cref="VectorEncoderOptions"/>. Numbers beyond ±1e15 are taken as that.
/// </remarks>
public sealed record GridCnnEncoderOptions : FeatureEncoderOptions
{
    /// <summary>States the grid: a vector holds channel after channel, in each row after row.</summary>
    /// <param name="channels">C: 3 for RGB, 1 for a spectrogram. 1 or more.</param>
    /// <param name="height">Rows. 1 or more.</param>
    /// <param name="width">Columns. 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">One is below 1.</exception>
    public GridCnnEncoderOptions(int channels, int height, int width)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(channels);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        (Channels, Height, Width) = (channels, height, width);
    }

    /// <summary>C, the channels.</summary>
    public int Channels { get; }

    /// <summary>H, the rows of the grid.</summary>
    public int Height { get; }

    /// <summary>The columns of the grid.</summary>
    public int Width { get; }

    /// <summary>How many filters each layer has; as many layers as entries.</summary>
    /// <value>Default 16, 32, 32; 1 to 8 layers of 1 or more.</value>
    public IReadOnlyList<int> Filters
    {
        get;
        init => field = value is { Count: > 0 and <= 8 } && value.All(count => count > 0) ? value : throw new ArgumentException("Filters are 1 to 8 numbers of 1 or more.", nameof(value));
    } = [16, 32, 32];

    /// <summary>What of the last layer's grid is averaged.</summary>
    /// <value>Default <see cref="GridPooling.Mean"/>.</value>
    public GridPooling Pooling { get; init; } = GridPooling.Mean;

    /// <summary>D, the length of x.</summary>
    /// <value>Default 32; 1 or more.</value>
    public int Dimension { get; init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Dimension is 1 or more."); } = 32;

    /// <summary>The probability that a number of x is left out in a training step.</summary>
    /// <value>Default 0; range [0, 1).</value>
    public double Dropout { get; init => field = value is >= 0 and < 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Dropout lies in [0, 1)."); }

    /// <summary>The probability that a row is treated in a training step as if it had no grid.</summary>
    /// <value>Default 0; range [0, 1). Above 0 where rows to be scored lack it more often than rows to learn from.</value>
    public double ModalityDropout { get; init => field = value is >= 0 and < 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "ModalityDropout lies in [0, 1)."); }

    /// <inheritdoc/>
    public override FeatureEncoder Create(FeatureInput input, long seed)
    {
        ArgumentNullException.ThrowIfNull(input);
        TorchRuntime.EnsureLoaded();
        Require(input, FeatureInputKind.Vector, "grid");
        if ((long)Channels * Height * Width == input.Size) return new GridCnnEncoder(input, this, seed);
        throw new ArgumentException($"A grid of {Channels} × {Height} × {Width} takes vectors of {(long)Channels * Height * Width} numbers; '{input.Name}' has {input.Size}. State the grid that the column was made with.", nameof(input));
    }

    /// <summary>Compares by what is stated.</summary>
    public bool Equals(GridCnnEncoderOptions? other) => other is not null && (Channels, Height, Width, Pooling, Dimension, Dropout, ModalityDropout) == (other.Channels, other.Height, other.Width, other.Pooling, other.Dimension, other.Dropout, other.ModalityDropout) && Filters.SequenceEqual(other.Filters);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Channels, Height, Width, Dimension, Dropout, ModalityDropout, Filters.Count);
}
