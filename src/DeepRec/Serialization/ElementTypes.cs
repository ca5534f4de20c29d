namespace DeepRec;

/// <summary>What an <see cref="ElementType"/> is in memory and what it is called in a safetensors header.</summary>
internal static class ElementTypes
{
    public static int SizeOf(ElementType type) => type switch
    {
        ElementType.Float64 or ElementType.Int64 => 8,
        ElementType.Float32 or ElementType.Int32 => 4,
        ElementType.UInt8 => 1,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not an element type."),
    };

    public static string NameOf(ElementType type) => type switch
    {
        ElementType.Float32 => "F32",
        ElementType.Float64 => "F64",
        ElementType.Int32 => "I32",
        ElementType.Int64 => "I64",
        ElementType.UInt8 => "U8",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not an element type."),
    };

    public static ElementType? Parse(string? name) => name switch
    {
        "F32" => ElementType.Float32,
        "F64" => ElementType.Float64,
        "I32" => ElementType.Int32,
        "I64" => ElementType.Int64,
        "U8" => ElementType.UInt8,
        _ => null,
    };

    public static ElementType Of<T>() =>
        typeof(T) == typeof(float) ? ElementType.Float32
        : typeof(T) == typeof(double) ? ElementType.Float64
        : typeof(T) == typeof(int) ? ElementType.Int32
        : typeof(T) == typeof(long) ? ElementType.Int64
        : typeof(T) == typeof(byte) ? ElementType.UInt8
        : throw new NotSupportedException($"Arrays of {typeof(T).Name} are not stored. Use float, double, int, long or byte.");
}
