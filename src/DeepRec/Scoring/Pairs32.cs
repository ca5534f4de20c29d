using System.Runtime.CompilerServices;

namespace DeepRec;

/// <summary>One item at a time.</summary>
internal readonly struct Pairs32 : IPairs<int>
{
    public static int Count => 1;

    public static bool IsSupported => true;

    public static int All(int pair) => pair;

    public static int Add(int sum, ref readonly sbyte codes, nuint index, int pair)
    {
        ref sbyte code = ref Unsafe.Add(ref Unsafe.AsRef(in codes), index);
        return sum + code * (short)pair + Unsafe.Add(ref code, 1) * (pair >> 16);
    }

    public static void Store(int sums, ref int target, nuint index) => Unsafe.Add(ref target, index) = sums;
}
