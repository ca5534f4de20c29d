using System.Runtime.CompilerServices;

namespace DeepRec;

/// <summary>One float at a time: for machines without wider registers, and for rows that are shorter than those.</summary>
internal readonly struct Simd32 : ISimd<float>
{
    public static int Count => 1;

    public static float All(float value) => value;

    public static float Load(ref readonly float source, nuint index) => Unsafe.Add(ref Unsafe.AsRef(in source), index);

    public static void Store(float vector, ref float target, nuint index) => Unsafe.Add(ref target, index) = vector;

    public static float Add(float a, float b) => a + b;

    public static float MultiplyAdd(float a, float b, float sum) => MathF.FusedMultiplyAdd(a, b, sum);

    public static float Max(float a, float b) => a > b ? a : b;

    public static float PowerOfTwo(float bits) => BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(bits) << 23);

    public static float Sum(float vector) => vector;

    public static float From(float vector, int first) => first > 0 ? 0 : vector;
}
