namespace DeepRec.Encoders;

/// <summary>What of a grid's last layer is averaged before it is projected.</summary>
public enum GridPooling
{
    /// <summary>All of it: what is found counts, wherever it stands. For pictures.</summary>
    Mean,

    /// <summary>Each row: what is found counts in each row on its own, wherever it stands across. For spectrograms, whose rows are frequencies.</summary>
    MeanOfRows,
}
