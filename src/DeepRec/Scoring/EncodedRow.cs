namespace DeepRec;

/// <summary>One row as it leaves the pipeline, without columns: what each of a model's inputs holds, in their order.</summary>
internal readonly ref struct EncodedRow
{
    /// <summary>The ids of all inputs of ids, one after the other.</summary>
    public required ReadOnlySpan<int> Ids { get; init; }

    /// <summary>How many ids each input has that is a bag.</summary>
    public ReadOnlySpan<int> BagLengths { get; init; }

    /// <summary>The numbers of all inputs of numbers, one after the other; NaN where missing.</summary>
    public ReadOnlySpan<float> Numbers { get; init; }
}
