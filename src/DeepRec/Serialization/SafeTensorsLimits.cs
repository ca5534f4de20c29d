namespace DeepRec;

/// <summary>How much a safetensors file may ask for before it is refused.</summary>
internal sealed record SafeTensorsLimits
{
    public static SafeTensorsLimits Default { get; } = new();

    /// <value>16 MiB: about 200,000 tensors.</value>
    public int HeaderBytes { get; init; } = 16 << 20;

    /// <value>64: more axes than PyTorch gives a tensor.</value>
    public int Axes { get; init; } = 64;

    /// <summary>All elements together. A guard for compressed input, whose length says nothing of what comes out.</summary>
    /// <value>No limit but the input's own length.</value>
    public long DataBytes { get; init; } = long.MaxValue;
}
