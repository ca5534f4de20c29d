namespace DeepRec.Encoders;

/// <summary>
/// A history read by filters over the picture [N, D] that its newest N items make, one a row, oldest first, with rows of zeros before where there are fewer:
/// <code>
/// a_m = max over places t of relu(b_m + Σ_k F_mk · x_{t + k}), k = 0 … height − 1        horizontal filters, M of each height
/// v_m = Σ_t G_mt x_t        vertical filters, each D long
/// h = W [a, v] + b
/// </code>
/// A user who met nothing has h = 0.
/// </summary>
/// <remarks>Tang and Wang, "Personalized Top-N Sequential Recommendation via Convolutional Sequence Embedding" (Caser, WSDM 2018).</remarks>
public sealed record ConvolutionHistoryOptions : HistoryOptions
{
    /// <summary>Takes the defaults: the newest 5 items, as in the paper.</summary>
    public ConvolutionHistoryOptions() => Length = 5;

    /// <summary>The heights of horizontal filters: how many items that follow each other they look at. Those above <see cref="HistoryOptions.Length"/> are left out.</summary>
    /// <value>Default 1 to 5; each 1 or more.</value>
    public IReadOnlyList<int> Heights
    {
        get;
        init => field = value.All(height => height > 0) ? [.. value] : throw new ArgumentOutOfRangeException(nameof(value), string.Join(", ", value), "A filter is 1 item high or more.");
    } = [1, 2, 3, 4, 5];

    /// <summary>M, how many horizontal filters there are of each height.</summary>
    /// <value>Default 16, as in the paper; 1 or more.</value>
    public int HorizontalFilters { get; init => field = value is > 0 and <= 1 << 20 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "HorizontalFilters is 1 or more."); } = 16;

    /// <summary>How many vertical filters there are.</summary>
    /// <value>Default 4, as in the paper; 1 or more.</value>
    public int VerticalFilters { get; init => field = value is > 0 and <= 1 << 20 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "VerticalFilters is 1 or more."); } = 4;

    internal override HistoryEncoder Create(EmbeddingTable items, ref SeededRandom random) => new ConvolutionHistoryEncoder(this, items, ref random);
}
