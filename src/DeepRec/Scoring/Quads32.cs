using System.Runtime.CompilerServices;

namespace DeepRec;

/// <summary>One item at a time.</summary>
internal readonly struct Quads32 : IQuads<int>
{
    public static int Count => 1;

    public static bool IsSupported => true;

    public static int All(int value) => value;

    public static int Load(ref readonly byte codes, nuint index) => Unsafe.ReadUnaligned<int>(in Unsafe.Add(ref Unsafe.AsRef(in codes), index));

    public static int Multiply(int codes, int quad)
    {
        int low = (byte)codes * (sbyte)quad + (byte)(codes >> 8) * (sbyte)(quad >> 8), high = (byte)(codes >> 16) * (sbyte)(quad >> 16) + (byte)(codes >> 24) * (sbyte)(quad >> 24);
        return (ushort)low | (high << 16);
    }

    public static int Add(int a, int b) => (ushort)(a + b) | (((a >> 16) + (b >> 16)) << 16);

    public static int Widen(int sums, int halves) => sums + (short)halves + (halves >> 16);

    public static void Store(int sums, ref int target, nuint index) => Unsafe.Add(ref target, index) = sums;

    public static int Greater(int a, int b) => Math.Max(a, b);

    public static int Greatest(int sums) => sums;

    public static bool IsAnyAbove(int sums, int threshold) => sums > threshold;
}
