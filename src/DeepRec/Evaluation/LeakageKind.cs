namespace DeepRec;

/// <summary>How a model can know what it is tested on.</summary>
public enum LeakageKind
{
    /// <summary>Training rows are newer than test rows of other users: the model has seen their future.</summary>
    FutureTrainingRows,

    /// <summary>A user's training rows are newer than the user's test rows.</summary>
    FutureRowsOfTheUser,

    /// <summary>A vocabulary knows values that only test rows hold.</summary>
    VocabularyOfTestRows,

    /// <summary>A mean, deviation, range or bucket was fitted with test rows.</summary>
    StatisticsOfTestRows,

    /// <summary>The same user, item and time, or the same user and item, stand in both parts.</summary>
    SharedInteractions,

    /// <summary>A column says what the label is.</summary>
    LabelInColumn,

    /// <summary>The items' ids say in which order they were met.</summary>
    ItemIdOrder,
}
