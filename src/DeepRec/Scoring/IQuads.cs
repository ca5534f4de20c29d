namespace DeepRec;

/// <summary>What the first pass of a search needs of sums of items side by side: numbers of 8 bits by numbers of 7, four at a time, summed in 16 and then in 32.</summary>
/// <typeparam name="TVector">A register of sums, or of four codes of each item.</typeparam>
internal interface IQuads<TVector> where TVector : struct
{
    /// <summary>How many items a register holds.</summary>
    static abstract int Count { get; }

    /// <summary>Whether the machine has the instructions.</summary>
    static abstract bool IsSupported { get; }

    /// <summary>A number, or four numbers of a query, the first lowest, for each item.</summary>
    static abstract TVector All(int value);

    /// <summary>Four codes of each item, from a place on.</summary>
    static abstract TVector Load(ref readonly byte codes, nuint index);

    /// <summary>Each item's four codes by a query's four numbers, summed two by two in 16 bits, the first two lower.</summary>
    static abstract TVector Multiply(TVector codes, TVector quad);

    /// <summary>a + b in 16 bits. A sum may pass their ends on the way: it goes round.</summary>
    static abstract TVector Add(TVector a, TVector b);

    /// <summary>Adds an item's two sums of 16 bits to its sum of 32.</summary>
    static abstract TVector Widen(TVector sums, TVector halves);

    /// <summary>Puts the sums from a place on.</summary>
    static abstract void Store(TVector sums, ref int target, nuint index);

    /// <summary>Of each item the greater of two sums.</summary>
    static abstract TVector Greater(TVector a, TVector b);

    /// <summary>The greatest sum.</summary>
    static abstract int Greatest(TVector sums);

    /// <summary>Whether a sum is above a number.</summary>
    static abstract bool IsAnyAbove(TVector sums, int threshold);
}
