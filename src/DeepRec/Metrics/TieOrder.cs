namespace DeepRec;

/// <summary>In which order items of equal score are taken to stand.</summary>
internal enum TieOrder
{
    /// <summary>Each order is equally likely; the metrics are their expected values.</summary>
    Random,

    /// <summary>Relevant items first, those of the highest gain before the others: the highest that a metric can be.</summary>
    Best,

    /// <summary>Relevant items last, those of the highest gain behind the others: the lowest that a metric can be.</summary>
    Worst,
}
