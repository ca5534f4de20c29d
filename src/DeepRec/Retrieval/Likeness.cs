namespace DeepRec;

/// <summary>How alike the members of a set are, users or items: cosines, finite, in [−1, 1].</summary>
/// <remarks>Immutable; safe from many threads.</remarks>
internal abstract class Likeness
{
    /// <summary>How many members there are.</summary>
    public abstract int Count { get; }

    /// <summary>The cosine of one member with some others.</summary>
    /// <param name="member">The one.</param>
    /// <param name="others">The others.</param>
    /// <param name="cosines">Shape [others]; filled.</param>
    public abstract void Of(int member, ReadOnlySpan<int> others, Span<float> cosines);

    /// <summary>The cosine of one member with all. Shape [members].</summary>
    public abstract float[] OfAll(int member);
}
