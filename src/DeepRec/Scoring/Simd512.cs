using System.Runtime.Intrinsics;

namespace DeepRec;

/// <summary>Registers of 512 bits.</summary>
internal readonly struct Simd512 : ISimd<Vector512<float>>
{
    public static int Count => Vector512<float>.Count;

    public static Vector512<float> All(float value) => Vector512.Create(value);

    public static Vector512<float> Load(ref readonly float source, nuint index) => Vector512.LoadUnsafe(in source, index);

    public static void Store(Vector512<float> vector, ref float target, nuint index) => vector.StoreUnsafe(ref target, index);

    public static Vector512<float> Add(Vector512<float> a, Vector512<float> b) => a + b;

    public static Vector512<float> MultiplyAdd(Vector512<float> a, Vector512<float> b, Vector512<float> sum) => Vector512.FusedMultiplyAdd(a, b, sum);

    public static Vector512<float> Max(Vector512<float> a, Vector512<float> b) => Vector512.MaxNative(a, b);

    public static Vector512<float> PowerOfTwo(Vector512<float> bits) => Vector512.AsSingle(Vector512.ShiftLeft(Vector512.AsInt32(bits), 23));

    public static float Sum(Vector512<float> vector) => Vector512.Sum(vector);

    public static Vector512<float> From(Vector512<float> vector, int first) => Vector512.GreaterThanOrEqual(Vector512<float>.Indices, Vector512.Create((float)first)) & vector;
}
