namespace DeepRec.Encoders;

/// <summary>How the vectors of the items that a user met become one.</summary>
public enum HistoryPooling
{
    /// <summary>Their mean.</summary>
    Mean,

    /// <summary>Their sum.</summary>
    Sum,

    /// <summary>A mean with weights learned by age: w_a = exp r_a / Σ exp r, a = 0 for the newest.</summary>
    Recency,
}
