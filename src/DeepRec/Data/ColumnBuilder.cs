namespace DeepRec;

/// <summary>Collects the values of one feature row by row. Not for several threads.</summary>
internal abstract class ColumnBuilder
{
    /// <summary>What a value must be, for error messages: "a number".</summary>
    public abstract string Expected { get; }

    /// <summary>What to do about a value that does not suit, for error messages.</summary>
    public virtual string Cure => "Correct the value, leave it blank, or state another kind for the column.";

    public static ColumnBuilder For(Feature feature) => feature.Kind switch
    {
        FeatureKind.Category or FeatureKind.Text => new CategoryColumnBuilder(),
        FeatureKind.Categories => new CategoriesColumnBuilder(feature.Separator),
        FeatureKind.Number => new NumberColumnBuilder(),
        FeatureKind.DateTime => new DateTimeColumnBuilder(),
        FeatureKind.Vector => new VectorColumnBuilder(feature.Width ?? 0, isStated: feature.Width is not null, feature.Separator),
        _ => throw new ArgumentOutOfRangeException(nameof(feature), feature.Kind, "unknown kind"),
    };

    /// <summary>Appends a value written as text; blank is missing. Returns false, and appends nothing, when the text is no such value.</summary>
    public abstract bool TryAppendText(ReadOnlySpan<char> text);

    /// <summary>Appends a field by its bytes in UTF-8, as they stand in the file, where they leave no doubt. Returns false, and appends nothing, where the field must be read as text.</summary>
    public virtual bool TryAppendBytes(ReadOnlySpan<byte> field) => false;

    /// <summary>Appends fields of a column from a row on, as <see cref="TryAppendBytes"/> does; returns the first row that must be read as text, or how many rows there are.</summary>
    public virtual int AppendFields(CsvBlock block, int position, int row)
    {
        for (; row < block.Rows; row++) if (!TryAppendBytes(block.Field(row, position))) return row;
        return row;
    }

    /// <summary>Told of the bytes of a field whose text was the last that was appended.</summary>
    public virtual void Remember(ReadOnlySpan<byte> field)
    {
    }

    /// <summary>Appends a value of any suitable type; null is missing. Returns false, and appends nothing, when it does not suit.</summary>
    public abstract bool TryAppendValue(object? value);

    public abstract void AppendMissing();

    public abstract Column Build();

    /// <summary>A value as text for error messages.</summary>
    public virtual string? Describe(object? value) => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture);
}
