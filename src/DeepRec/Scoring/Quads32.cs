using System.Runtime.CompilerServices;

namespace DeepRec;

/// <summary>One item at a time.</summary>
internal readonly struct Quads32 : IQuads<int>
{
    public static int Count => 1;

    public static bool IsSupported => true;

    public static int All(int value) => value;

    public static int Load(ref readonly byte codes, nuint index) => Unsafe.ReadUnaligned<int>(in Unsafe.Add(ref Unsafe.AsRef(in codes), index));

    public static int Add(int sum, int codes, int quad, int nextCodes, int nextQuad) => sum + Product(codes, quad) + Product(nextCodes, nextQuad);

    public static bool IsAnyAbove(int sums, int threshold) => sums > threshold;

    private static int Product(int codes, int quad) =>
        (byte)codes * (sbyte)quad + (byte)(codes >> 8) * (sbyte)(quad >> 8) + (byte)(codes >> 16) * (sbyte)(quad >> 16) + (byte)(codes >> 24) * (sbyte)(quad >> 24);
}
