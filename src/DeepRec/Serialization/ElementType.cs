namespace DeepRec;

/// <summary>The type of one element of a <see cref="NamedArray"/>.</summary>
internal enum ElementType
{
    Float32,
    Float64,
    Int32,
    Int64,
    UInt8,
}
