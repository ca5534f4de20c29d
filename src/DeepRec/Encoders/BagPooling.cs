namespace DeepRec.Encoders;

/// <summary>How the vectors of several ids become one.</summary>
public enum BagPooling
{
    /// <summary>Σ E[id] / n.</summary>
    Mean,

    /// <summary>Σ E[id].</summary>
    Sum,

    /// <summary>Σ E[id] / √n: keeps the length of the result level when n differs.</summary>
    SquareRoot,
}
