namespace DeepRec.Preprocessing;

/// <summary>Which half of the earth: it decides in what months a season lies.</summary>
public enum Hemisphere
{
    /// <summary>Spring is March to May.</summary>
    Northern,

    /// <summary>Spring is September to November.</summary>
    Southern,
}
