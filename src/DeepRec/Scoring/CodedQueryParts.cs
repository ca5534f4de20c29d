namespace DeepRec;

/// <summary>A query in whole numbers, and what they leave of it in whole numbers too: q = t p + t' p' + e'.</summary>
/// <param name="query">t p + e.</param>
/// <param name="packed">p.</param>
/// <param name="rest">e; where it is none that can be coded, nothing is known of it.</param>
/// <param name="packedRest">p'.</param>
internal readonly ref struct CodedQueryParts(CodedQuery query, ReadOnlySpan<int> packed, CodedQuery rest, ReadOnlySpan<int> packedRest)
{
    public readonly CodedQuery Query = query, Rest = rest;

    public readonly ReadOnlySpan<int> Packed = packed, PackedRest = packedRest;
}
