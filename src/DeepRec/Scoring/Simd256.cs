using System.Runtime.Intrinsics;

namespace DeepRec;

/// <summary>Registers of 256 bits.</summary>
internal readonly struct Simd256 : ISimd<Vector256<float>>
{
    public static int Count => Vector256<float>.Count;

    public static Vector256<float> All(float value) => Vector256.Create(value);

    public static Vector256<float> Load(ref readonly float source, nuint index) => Vector256.LoadUnsafe(in source, index);

    public static void Store(Vector256<float> vector, ref float target, nuint index) => vector.StoreUnsafe(ref target, index);

    public static Vector256<float> Add(Vector256<float> a, Vector256<float> b) => a + b;

    public static Vector256<float> MultiplyAdd(Vector256<float> a, Vector256<float> b, Vector256<float> sum) => Vector256.FusedMultiplyAdd(a, b, sum);

    public static Vector256<float> Max(Vector256<float> a, Vector256<float> b) => Vector256.MaxNative(a, b);

    public static Vector256<float> PowerOfTwo(Vector256<float> bits) => Vector256.AsSingle(Vector256.ShiftLeft(Vector256.AsInt32(bits), 23));

    public static float Sum(Vector256<float> vector) => Vector256.Sum(vector);

    public static Vector256<float> From(Vector256<float> vector, int first) => Vector256.GreaterThanOrEqual(Vector256<float>.Indices, Vector256.Create((float)first)) & vector;
}
