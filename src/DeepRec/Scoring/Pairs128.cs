using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace DeepRec;

/// <summary>Registers of 128 bits.</summary>
internal readonly struct Pairs128 : IPairs<Vector128<int>>
{
    public static int Count => Vector128<int>.Count;

    public static bool IsSupported => Sse41.IsSupported;

    public static Vector128<int> All(int pair) => Vector128.Create(pair);

    public static Vector128<int> Add(Vector128<int> sum, ref readonly sbyte codes, nuint index, Vector128<int> pair) =>
        sum + Sse2.MultiplyAddAdjacent(Sse41.ConvertToVector128Int16(Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<long>(in Unsafe.As<sbyte, byte>(ref Unsafe.Add(ref Unsafe.AsRef(in codes), index)))).AsSByte()), pair.AsInt16());

    public static void Store(Vector128<int> sums, ref int target, nuint index) => sums.StoreUnsafe(ref target, index);
}
