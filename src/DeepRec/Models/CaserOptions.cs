using DeepRec.Encoders;

namespace DeepRec.Models;

/// <summary>Settings of Caser: horizontal and vertical filters over the picture that the newest items' vectors make, <see cref="ConvolutionHistoryOptions"/>.</summary>
/// <remarks>
/// Tang and Wang, "Personalized Top-N Sequential Recommendation via Convolutional Sequence Embedding" (WSDM 2018). The paper's embedding of the user is
/// <see cref="SequenceRankerOptions.UserId"/>.
/// </remarks>
public sealed record CaserOptions : SequenceRankerOptions
{
    /// <summary>Takes the defaults: the newest 5 items, as in the paper.</summary>
    public CaserOptions() => Length = 5;

    /// <summary>The heights of horizontal filters: how many items that follow each other they look at. Those above <see cref="SequenceRankerOptions.Length"/> are left out.</summary>
    /// <value>Default 1 to 5; each 1 or more.</value>
    public IReadOnlyList<int> Heights
    {
        get;
        init => field = value.All(height => height > 0) ? [.. value] : throw new ArgumentOutOfRangeException(nameof(value), string.Join(", ", value), "A filter is 1 item high or more.");
    } = [1, 2, 3, 4, 5];

    /// <summary>How many horizontal filters there are of each height.</summary>
    /// <value>Default 16, as in the paper; 1 or more.</value>
    public int HorizontalFilters { get; init => field = value is > 0 and <= 1 << 20 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "HorizontalFilters is 1 or more."); } = 16;

    /// <summary>How many vertical filters there are.</summary>
    /// <value>Default 4, as in the paper; 1 or more.</value>
    public int VerticalFilters { get; init => field = value is > 0 and <= 1 << 20 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "VerticalFilters is 1 or more."); } = 4;

    private protected override string Name => "Caser";

    internal override HistoryOptions ReadHistory() => new ConvolutionHistoryOptions { Heights = Heights, HorizontalFilters = HorizontalFilters, VerticalFilters = VerticalFilters };
}
