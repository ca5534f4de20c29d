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

    public static Vector512<int> Add(Vector512<int> sum, Vector512<int> codes, Vector512<int> quad, Vector512<int> nextCodes, Vector512<int> nextQuad)
    {
        var halves = Avx512BW.MultiplyAddAdjacent(codes.AsByte(), quad.AsSByte()) + Avx512BW.MultiplyAddAdjacent(nextCodes.AsByte(), nextQuad.AsSByte());
        return sum + Avx512BW.MultiplyAddAdjacent(halves, Vector512<short>.One);
    }

    public static bool IsAnyAbove(Vector512<int> sums, int threshold) => Vector512.GreaterThanAny(sums, Vector512.Create(threshold));
}
