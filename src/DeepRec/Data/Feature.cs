using System.Text.Json.Serialization;

namespace DeepRec;

/// <summary>One column of a dataset: its name, what its values are and what they are about.</summary>
/// <remarks>Immutable; safe from many threads.</remarks>
public sealed record Feature
{
    /// <summary>States a feature.</summary>
    /// <param name="name">The column's name, any language; not empty.</param>
    /// <param name="kind">What the values are.</param>
    /// <param name="role">What they are about.</param>
    /// <exception cref="ArgumentException">The name is empty, or the role does not go with the kind.</exception>
    public Feature(string name, FeatureKind kind, FeatureRole role = FeatureRole.Unassigned)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        FeatureKind? needed = role switch
        {
            FeatureRole.User or FeatureRole.Item => FeatureKind.Category,
            FeatureRole.Label => FeatureKind.Number,
            FeatureRole.Timestamp => FeatureKind.DateTime,
            _ => null,
        };
        if (needed is { } expected && kind != expected)
        {
            throw new ArgumentException($"Feature '{name}': the role {role} goes with the kind {expected}, not {kind}.", nameof(kind));
        }

        (Name, Kind, Role) = (name, kind, role);
    }

    /// <summary>The column's name, as in the header of a CSV file or the property of a record.</summary>
    public string Name { get; }

    /// <summary>What the values are.</summary>
    public FeatureKind Kind { get; }

    /// <summary>What the values are about.</summary>
    public FeatureRole Role { get; init; }

    /// <summary>The character between the values of a <see cref="FeatureKind.Categories"/> or <see cref="FeatureKind.Vector"/> text.</summary>
    /// <value>Default <c>|</c>. Ignored for other kinds, for typed collections and for vectors that are written as JSON arrays.</value>
    public char Separator { get; init; } = '|';

    /// <summary>Numbers a row of a <see cref="FeatureKind.Vector"/>.</summary>
    /// <value>Default <see langword="null"/>: as many as the first row with a vector has, which reading then states. 1 or more. Ignored for other kinds.</value>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Width { get; init => field = value is null or > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Width is 1 or more."); }

    /// <inheritdoc/>
    public bool Equals(Feature? other) => other is not null && Name == other.Name && Kind == other.Kind && Role == other.Role && Separator == other.Separator && Width == other.Width;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, (int)Kind, (int)Role, Separator, Width);

    /// <summary>Reads what was written of one, or <see langword="null"/>.</summary>
    /// <exception cref="ArgumentException">The name is empty, the role does not go with the kind, or the width is none.</exception>
    internal static Feature? FromJson(JsonTree tree)
    {
        var fields = new JsonFields(tree);
        string name = fields.Text("name"), separator;
        var (kind, role) = (fields.Choice<FeatureKind>("kind"), fields.Choice<FeatureRole>("role"));
        separator = fields.Text("separator");
        int? width = fields.Has("width") ? fields.Whole("width") : null;
        return fields.AreWhole && separator.Length == 1 ? new Feature(name, kind, role) { Separator = separator[0], Width = width } : null;
    }

    /// <summary>The user's id.</summary>
    public static Feature User(string name) => new(name, FeatureKind.Category, FeatureRole.User);

    /// <summary>The item's id.</summary>
    public static Feature Item(string name) => new(name, FeatureKind.Category, FeatureRole.Item);

    /// <summary>The value to be predicted.</summary>
    public static Feature Label(string name) => new(name, FeatureKind.Number, FeatureRole.Label);

    /// <summary>The time of the row.</summary>
    public static Feature Timestamp(string name) => new(name, FeatureKind.DateTime, FeatureRole.Timestamp);

    /// <summary>A category.</summary>
    public static Feature Category(string name, FeatureRole role = FeatureRole.Unassigned) => new(name, FeatureKind.Category, role);

    /// <summary>Several categories.</summary>
    public static Feature Categories(string name, FeatureRole role = FeatureRole.Unassigned) => new(name, FeatureKind.Categories, role);

    /// <summary>A number.</summary>
    public static Feature Number(string name, FeatureRole role = FeatureRole.Unassigned) => new(name, FeatureKind.Number, role);

    /// <summary>A point in time other than the row's own.</summary>
    public static Feature DateTime(string name, FeatureRole role = FeatureRole.Unassigned) => new(name, FeatureKind.DateTime, role);

    /// <summary>A text to be read: a description, a review.</summary>
    public static Feature Text(string name, FeatureRole role = FeatureRole.Unassigned) => new(name, FeatureKind.Text, role);

    /// <summary>A dense vector of any modality.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="width">Numbers a row; <see langword="null"/>: as many as the first row with a vector has.</param>
    /// <param name="role">What it is about.</param>
    public static Feature Vector(string name, int? width = null, FeatureRole role = FeatureRole.Unassigned) => new(name, FeatureKind.Vector, role) { Width = width };
}
