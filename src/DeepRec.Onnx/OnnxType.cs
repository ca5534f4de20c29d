namespace DeepRec.Onnx;

/// <summary>What the elements of a tensor are, by the format's numbers.</summary>
internal enum OnnxType
{
    /// <summary>float32.</summary>
    Float = 1,

    /// <summary>int64.</summary>
    Int64 = 7,

    /// <summary>True or false.</summary>
    Bool = 9,
}
