using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace DeepRec;

/// <summary>Registers of 512 bits.</summary>
internal readonly struct Pairs512 : IPairs<Vector512<int>>
{
    public static int Count => Vector512<int>.Count;

    public static bool IsSupported => Avx512BW.IsSupported;

    public static Vector512<int> All(int pair) => Vector512.Create(pair);

    public static Vector512<int> Add(Vector512<int> sum, ref readonly sbyte codes, nuint index, Vector512<int> pair) =>
        sum + Avx512BW.MultiplyAddAdjacent(Avx512BW.ConvertToVector512Int16(Vector256.LoadUnsafe(in codes, index)), pair.AsInt16());

    public static void Store(Vector512<int> sums, ref int target, nuint index) => sums.StoreUnsafe(ref target, index);
}
