namespace DeepRec;

/// <summary>What a kernel needs of floats side by side, so that one text of it serves registers of every width.</summary>
/// <typeparam name="TVector">The register.</typeparam>
internal interface ISimd<TVector> where TVector : struct
{
    /// <summary>How many floats a register holds.</summary>
    static abstract int Count { get; }

    /// <summary>The same number in each place.</summary>
    static abstract TVector All(float value);

    /// <summary>The floats from a place on.</summary>
    static abstract TVector Load(ref readonly float source, nuint index);

    /// <summary>Puts the floats from a place on.</summary>
    static abstract void Store(TVector vector, ref float target, nuint index);

    /// <summary>a + b.</summary>
    static abstract TVector Add(TVector a, TVector b);

    /// <summary>a · b + sum, rounded once.</summary>
    static abstract TVector MultiplyAdd(TVector a, TVector b, TVector sum);

    /// <summary>a where it is greater than b, else b, place by place: what is no number in b stays so, and perhaps what is none in a.</summary>
    static abstract TVector Max(TVector a, TVector b);

    /// <summary>2 to the power of n − 127, for the whole number n from 1 to 254 that stands in the lowest nine bits of each place.</summary>
    static abstract TVector PowerOfTwo(TVector bits);

    /// <summary>The sum of all places.</summary>
    static abstract float Sum(TVector vector);

    /// <summary>Zero in the places before the first, the rest as it is.</summary>
    static abstract TVector From(TVector vector, int first);
}
