namespace DeepRec.Encoders;

/// <summary>
/// What an encoder does to one row in evaluation, in plain memory: the same vector as its <c>forward</c>, without tensors and without allocation. Safe from many
/// threads.
/// </summary>
internal abstract class RowReader
{
    /// <summary>D, the length of a row's vector.</summary>
    public abstract int Width { get; }

    /// <summary>Puts the vector of a row.</summary>
    /// <param name="ids">The row's id, or those of its bag; of numbers none.</param>
    /// <param name="numbers">The row's numbers; of ids none.</param>
    /// <param name="x">[D].</param>
    public abstract void Read(ReadOnlySpan<int> ids, ReadOnlySpan<float> numbers, Span<float> x);
}
