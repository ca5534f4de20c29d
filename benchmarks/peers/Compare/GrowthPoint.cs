namespace DeepRec.Peers;

/// <summary>A size at which the cost of something is taken.</summary>
/// <param name="Size">How many of what grows.</param>
/// <param name="Bytes">What the work reads again and again.</param>
/// <param name="Cost">Does it, and tells milliseconds.</param>
/// <param name="Reading">Only reads as much, and tells milliseconds; <see langword="null"/>: not measured.</param>
internal sealed record GrowthPoint(int Size, long Bytes, Func<double> Cost, Func<double>? Reading = null);
