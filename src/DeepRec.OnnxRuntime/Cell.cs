namespace DeepRec.OnnxServing;

/// <summary>What one encoded column holds in one row.</summary>
/// <param name="Ids">One id; or those of a bag.</param>
/// <param name="Numbers">Of numbers and vectors; NaN where one is missing.</param>
internal readonly record struct Cell(ReadOnlyMemory<int> Ids, ReadOnlyMemory<float> Numbers)
{
    public static Cell Of(params int[] ids) => new(ids, default);

    public static Cell Of(params float[] numbers) => new(default, numbers);

    /// <summary>Whether both hold the same.</summary>
    public bool Is(Cell other) => Ids.Span.SequenceEqual(other.Ids.Span) && Numbers.Span.SequenceEqual(other.Numbers.Span);
}
