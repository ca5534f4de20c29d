using System.Runtime.Intrinsics;

namespace DeepRec;

/// <summary>Registers of 128 bits.</summary>
internal readonly struct Simd128 : ISimd<Vector128<float>>
{
    public static int Count => Vector128<float>.Count;

    public static Vector128<float> All(float value) => Vector128.Create(value);

    public static Vector128<float> Load(ref readonly float source, nuint index) => Vector128.LoadUnsafe(in source, index);

    public static void Store(Vector128<float> vector, ref float target, nuint index) => vector.StoreUnsafe(ref target, index);

    public static Vector128<float> Add(Vector128<float> a, Vector128<float> b) => a + b;

    public static Vector128<float> MultiplyAdd(Vector128<float> a, Vector128<float> b, Vector128<float> sum) => Vector128.FusedMultiplyAdd(a, b, sum);

    public static Vector128<float> Max(Vector128<float> a, Vector128<float> b) => Vector128.MaxNative(a, b);

    public static Vector128<float> PowerOfTwo(Vector128<float> bits) => Vector128.AsSingle(Vector128.ShiftLeft(Vector128.AsInt32(bits), 23));

    public static float Sum(Vector128<float> vector) => Vector128.Sum(vector);

    public static Vector128<float> From(Vector128<float> vector, int first) => Vector128.GreaterThanOrEqual(Vector128<float>.Indices, Vector128.Create((float)first)) & vector;
}
