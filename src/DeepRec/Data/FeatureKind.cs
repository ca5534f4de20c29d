namespace DeepRec;

/// <summary>What the values of a feature are.</summary>
public enum FeatureKind
{
    /// <summary>One value of a set without order, or an id: a brand, a region, a user.</summary>
    Category,

    /// <summary>Any number of values of a set, none included: the genres of a film.</summary>
    Categories,

    /// <summary>A real number; missing is allowed, infinite is not.</summary>
    Number,

    /// <summary>A point in time, kept in UTC to the tick (100 ns).</summary>
    DateTime,

    /// <summary>
    /// A text in any language, short or long: a description, a review. Held as a <see cref="CategoryColumn"/>, each distinct text once; blank is missing.
    /// </summary>
    Text,

    /// <summary>Dense numbers, as many in each row: an embedding, the pixels of a thumbnail, a spectrogram. Missing is allowed, as a whole.</summary>
    Vector,
}
