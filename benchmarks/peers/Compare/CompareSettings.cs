namespace DeepRec.Peers;

/// <summary>What a part of the comparison is told.</summary>
/// <param name="Rounds">How often each side does the work.</param>
/// <param name="Python">A Python with torch and numpy.</param>
/// <param name="Data">The folder of real data sets; <see langword="null"/>: parts that need one say that they were left out.</param>
internal sealed record CompareSettings(int Rounds, string Python, string? Data);
