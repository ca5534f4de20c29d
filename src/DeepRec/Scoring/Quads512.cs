using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace DeepRec;

/// <summary>Registers of 512 bits.</summary>
internal readonly struct Quads512 : IQuads<Vector512<int>>
{
    public static int Count => Vector512<int>.Count;

    public static bool IsSupported => Avx512BW.IsSupported;

    public static Vector512<int> All(int value) => Vector512.Create(value);

    public static Vector512<int> Load(ref readonly byte codes, nuint index) => Vector512.LoadUnsafe(in codes, index).AsInt32();

    public static Vector512<int> Multiply(Vector512<int> codes, Vector512<int> quad) => Avx512BW.MultiplyAddAdjacent(codes.AsByte(), quad.AsSByte()).AsInt32();

    public static Vector512<int> Add(Vector512<int> a, Vector512<int> b) => (a.AsInt16() + b.AsInt16()).AsInt32();

    public static Vector512<int> Widen(Vector512<int> sums, Vector512<int> halves) => sums + Avx512BW.MultiplyAddAdjacent(halves.AsInt16(), Vector512<short>.One);

    public static void Store(Vector512<int> sums, ref int target, nuint index) => sums.StoreUnsafe(ref target, index);

    public static Vector512<int> Greater(Vector512<int> a, Vector512<int> b) => Vector512.Max(a, b);

    public static int Greatest(Vector512<int> sums) => Quads256.Greatest(Vector256.Max(sums.GetLower(), sums.GetUpper()));

    public static bool IsAnyAbove(Vector512<int> sums, int threshold) => Vector512.GreaterThanAny(sums, Vector512.Create(threshold));
}
