namespace DeepRec;

/// <summary>What a column of a file was taken for, and why.</summary>
/// <remarks>Immutable; safe from many threads.</remarks>
public sealed record InferredColumn
{
    internal InferredColumn(Feature feature, GuessCertainty certainty, string reason, ColumnSample sample) =>
        (Feature, Certainty, Reason, Missing, Distinct, Examples) = (feature, certainty, reason, sample.Missing, sample.Distinct, sample.Examples);

    /// <summary>The guess: the column's name, kind and role.</summary>
    public Feature Feature { get; }

    /// <summary>How sure it is.</summary>
    public GuessCertainty Certainty { get; }

    /// <summary>Why, in words.</summary>
    public string Reason { get; }

    /// <summary>Rows of the sample without a value.</summary>
    public int Missing { get; }

    /// <summary>Distinct values in the sample.</summary>
    public int Distinct { get; }

    /// <summary>The first distinct values, three at most.</summary>
    public IReadOnlyList<string> Examples { get; }
}
