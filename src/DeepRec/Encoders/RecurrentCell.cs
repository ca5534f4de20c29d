namespace DeepRec.Encoders;

/// <summary>How a recurrent network goes from one item to the next.</summary>
public enum RecurrentCell
{
    /// <summary>Gated recurrent unit: Cho et al. (EMNLP 2014).</summary>
    Gru,

    /// <summary>Long short-term memory with a forget gate: Hochreiter and Schmidhuber (1997), Gers, Schmidhuber and Cummins (2000).</summary>
    Lstm,
}
