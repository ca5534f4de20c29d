using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace DeepRec;

/// <summary>Registers of 256 bits.</summary>
internal readonly struct Pairs256 : IPairs<Vector256<int>>
{
    public static int Count => Vector256<int>.Count;

    public static bool IsSupported => Avx2.IsSupported;

    public static Vector256<int> All(int pair) => Vector256.Create(pair);

    public static Vector256<int> Add(Vector256<int> sum, ref readonly sbyte codes, nuint index, Vector256<int> pair) =>
        sum + Avx2.MultiplyAddAdjacent(Avx2.ConvertToVector256Int16(Vector128.LoadUnsafe(in codes, index)), pair.AsInt16());

    public static void Store(Vector256<int> sums, ref int target, nuint index) => sums.StoreUnsafe(ref target, index);
}
