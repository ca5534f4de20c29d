namespace DeepRec;

/// <summary>What attention an item deserves: the share that a group's exposure is set against.</summary>
public enum ExposureTarget
{
    /// <summary>Each item the same: a group's share is that of its items in the catalogue.</summary>
    Catalogue,

    /// <summary>Each group the same, whatever the number of its items.</summary>
    Equal,

    /// <summary>As often as it was met in training.</summary>
    History,

    /// <summary>As often as it is wanted in the test rows: exposure by merit.</summary>
    Wanted,
}
