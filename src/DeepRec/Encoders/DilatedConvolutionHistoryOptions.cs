namespace DeepRec.Encoders;

/// <summary>
/// A history read by convolutions whose every place sees the items up to itself, each reaching further back than the one before:
/// <code>
/// conv_d(x)_t = b + Σ_k W_k x_{t − k · d}, k = 0 … K − 1        of zeros before the oldest item
/// x ← x + relu(norm conv_2d(relu(norm conv_d(x))))        for each dilation d
/// h = x_n        of the newest item
/// </code>
/// A user who met nothing has h = 0. The newest 1 + 3 · (K − 1) · Σ d items count.
/// </summary>
/// <remarks>Yuan et al., "A Simple Convolutional Generative Network for Next Item Recommendation" (NextItNet, WSDM 2019).</remarks>
public sealed record DilatedConvolutionHistoryOptions : HistoryOptions
{
    /// <summary>K, how many places a convolution reads.</summary>
    /// <value>Default 3, as in the paper; 1 or more.</value>
    public int KernelSize { get; init => field = value is > 0 and <= 1 << 16 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "KernelSize is 1 or more."); } = 3;

    /// <summary>d of the first convolution of each block; the second's is twice that.</summary>
    /// <value>Default 1, 4; each 1 or more, at least one.</value>
    public IReadOnlyList<int> Dilations
    {
        get;
        init => field = (value ?? throw new ArgumentNullException(nameof(value))).Count > 0 && value.All(dilation => dilation is > 0 and <= 1 << 16) ? [.. value] : throw new ArgumentOutOfRangeException(nameof(value), string.Join(", ", value), "Dilations are 1 or more, and there is at least one.");
    } = [1, 4];

    internal override HistoryEncoder Create(EmbeddingTable items, ref SeededRandom random) => new DilatedConvolutionHistoryEncoder(this, items, ref random);
}
