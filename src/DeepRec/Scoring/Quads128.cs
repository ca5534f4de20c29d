using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace DeepRec;

/// <summary>Registers of 128 bits.</summary>
internal readonly struct Quads128 : IQuads<Vector128<int>>
{
    public static int Count => Vector128<int>.Count;

    public static bool IsSupported => Ssse3.IsSupported;

    public static Vector128<int> All(int value) => Vector128.Create(value);

    public static Vector128<int> Load(ref readonly byte codes, nuint index) => Vector128.LoadUnsafe(in codes, index).AsInt32();

    public static Vector128<int> Multiply(Vector128<int> codes, Vector128<int> quad) => Ssse3.MultiplyAddAdjacent(codes.AsByte(), quad.AsSByte()).AsInt32();

    public static Vector128<int> Add(Vector128<int> a, Vector128<int> b) => (a.AsInt16() + b.AsInt16()).AsInt32();

    public static Vector128<int> Widen(Vector128<int> sums, Vector128<int> halves) => sums + Sse2.MultiplyAddAdjacent(halves.AsInt16(), Vector128<short>.One);

    public static void Store(Vector128<int> sums, ref int target, nuint index) => sums.StoreUnsafe(ref target, index);

    public static Vector128<int> Greater(Vector128<int> a, Vector128<int> b) => Vector128.Max(a, b);

    public static int Greatest(Vector128<int> sums)
    {
        var two = Vector128.Max(sums, Vector128.Shuffle(sums, Vector128.Create(2, 3, 0, 1)));
        return Math.Max(two[0], two[1]);
    }

    public static bool IsAnyAbove(Vector128<int> sums, int threshold) => Vector128.GreaterThanAny(sums, Vector128.Create(threshold));
}
