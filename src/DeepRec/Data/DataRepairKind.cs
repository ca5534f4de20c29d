namespace DeepRec;

/// <summary>What a <see cref="DataRepair"/> would do.</summary>
public enum DataRepairKind
{
    /// <summary>Read texts again as UTF-8 that were read as Windows-1252: the step MendEncoding.</summary>
    MendEncoding,

    /// <summary>Bring spellings of one value to one form: the step TidyText.</summary>
    TidyText,

    /// <summary>Put times out of January 1970 where they belong: the step MendTimeUnit.</summary>
    MendTimeUnit,

    /// <summary>Leave out training rows without a user or an item: the step DropInvalidRows.</summary>
    DropRowsWithoutId,

    /// <summary>Leave out training rows without a label: the step DropInvalidRows.</summary>
    DropRowsWithoutLabel,

    /// <summary>Leave out training rows with a label out of range: the step DropInvalidRows.</summary>
    DropLabelsOutOfRange,

    /// <summary>Leave out training rows of the future: the step DropInvalidRows.</summary>
    DropLateRows,

    /// <summary>Leave out training rows that repeat the user, item and time of another: the step DropRepeatedEvents.</summary>
    DropRepeatedEvents,

    /// <summary>Leave one training row for each user and item, with one label: the step Deduplicate.</summary>
    Deduplicate,

    /// <summary>Leave out users and items with few training rows: the step KCore.</summary>
    DropRareIds,

    /// <summary>Fill numbers that are missing: the step FillMissing.</summary>
    FillMissing,

    /// <summary>Set outliers to the fence beyond which they lie: the step ClipOutliers.</summary>
    ClipOutliers,

    /// <summary>Leave out a column that teaches nothing: the step DropColumn.</summary>
    DropColumn,
}
