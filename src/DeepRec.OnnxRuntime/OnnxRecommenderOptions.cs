namespace DeepRec;

/// <summary>How ONNX Runtime is run.</summary>
public sealed record OnnxRecommenderOptions
{
    /// <summary>How many threads one request may use.</summary>
    /// <value>Default 1: a service has its threads already, and answers are small. From 1.</value>
    public int Threads { get; init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Threads is 1 or more."); } = 1;
}
