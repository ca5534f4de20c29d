using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace DeepRec;

/// <summary>Registers of 256 bits.</summary>
internal readonly struct Quads256 : IQuads<Vector256<int>>
{
    public static int Count => Vector256<int>.Count;

    public static bool IsSupported => Avx2.IsSupported;

    public static Vector256<int> All(int value) => Vector256.Create(value);

    public static Vector256<int> Load(ref readonly byte codes, nuint index) => Vector256.LoadUnsafe(in codes, index).AsInt32();

    public static Vector256<int> Multiply(Vector256<int> codes, Vector256<int> quad) => Avx2.MultiplyAddAdjacent(codes.AsByte(), quad.AsSByte()).AsInt32();

    public static Vector256<int> Add(Vector256<int> a, Vector256<int> b) => (a.AsInt16() + b.AsInt16()).AsInt32();

    public static Vector256<int> Widen(Vector256<int> sums, Vector256<int> halves) => sums + Avx2.MultiplyAddAdjacent(halves.AsInt16(), Vector256<short>.One);

    public static void Store(Vector256<int> sums, ref int target, nuint index) => sums.StoreUnsafe(ref target, index);

    public static Vector256<int> Greater(Vector256<int> a, Vector256<int> b) => Vector256.Max(a, b);

    public static int Greatest(Vector256<int> sums) => Quads128.Greatest(Vector128.Max(sums.GetLower(), sums.GetUpper()));

    public static bool IsAnyAbove(Vector256<int> sums, int threshold) => Vector256.GreaterThanAny(sums, Vector256.Create(threshold));
}
