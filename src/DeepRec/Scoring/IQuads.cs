namespace DeepRec;

/// <summary>What the first pass of a search needs of sums of items side by side: numbers of 8 bits by numbers of 7, four at a time, summed in 32.</summary>
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

    /// <summary>
    /// Adds to each item's sum four codes by a query's four numbers, and the next four by its next four; in 16 bits at first, which hold the products as
    /// numbers of a query are from −<see cref="CodePanels.QueryLimit"/> to that.
    /// </summary>
    static abstract TVector Add(TVector sum, TVector codes, TVector quad, TVector nextCodes, TVector nextQuad);

    /// <summary>Whether a sum is above a number.</summary>
    static abstract bool IsAnyAbove(TVector sums, int threshold);
}
