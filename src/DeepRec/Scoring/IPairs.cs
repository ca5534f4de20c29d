namespace DeepRec;

/// <summary>What the first pass of a search needs of sums of items side by side: numbers of 8 bits by two of 16, summed in 32.</summary>
/// <typeparam name="TVector">The register of sums.</typeparam>
internal interface IPairs<TVector> where TVector : struct
{
    /// <summary>How many items a register holds.</summary>
    static abstract int Count { get; }

    /// <summary>Whether the machine has the instructions.</summary>
    static abstract bool IsSupported { get; }

    /// <summary>Two numbers of a query, the first in the low half, for each item.</summary>
    static abstract TVector All(int pair);

    /// <summary>Adds to each item's sum its two codes, from a place on, by the query's two numbers.</summary>
    static abstract TVector Add(TVector sum, ref readonly sbyte codes, nuint index, TVector pair);

    /// <summary>Puts the sums from a place on.</summary>
    static abstract void Store(TVector sums, ref int target, nuint index);
}
