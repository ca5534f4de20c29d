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

    public static Vector128<int> Add(Vector128<int> sum, Vector128<int> codes, Vector128<int> quad, Vector128<int> nextCodes, Vector128<int> nextQuad)
    {
        var halves = Ssse3.MultiplyAddAdjacent(codes.AsByte(), quad.AsSByte()) + Ssse3.MultiplyAddAdjacent(nextCodes.AsByte(), nextQuad.AsSByte());
        return sum + Sse2.MultiplyAddAdjacent(halves, Vector128<short>.One);
    }

    public static bool IsAnyAbove(Vector128<int> sums, int threshold) => Vector128.GreaterThanAny(sums, Vector128.Create(threshold));
}
