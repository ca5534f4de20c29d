namespace DeepRec.Models;

/// <summary>How the output of a hidden layer is put on one scale before its activation.</summary>
public enum LayerNormalization
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>Each unit over the batch: Ioffe and Szegedy, ICML 2015. A batch of one row takes the running statistics' place of zero variance.</summary>
    Batch,

    /// <summary>Each row over its units: Ba, Kiros and Hinton, 2016.</summary>
    Layer,
}
