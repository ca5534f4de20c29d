namespace DeepRec;

/// <summary>Marks a property, field or constructor parameter of a row type as a feature.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public abstract class FeatureAttribute : Attribute
{
    private protected FeatureAttribute(FeatureKind kind, FeatureRole role) => (Kind, Role) = (kind, role);

    /// <summary>The column's name, where it differs from the property's.</summary>
    /// <value>Default <see langword="null"/>: the property's own name.</value>
    public string? Name { get; init; }

    internal FeatureKind Kind { get; }

    internal FeatureRole Role { get; private protected set; }

    internal virtual Feature ToFeature(string memberName) => new(Name ?? memberName, Kind, Role);
}

/// <summary>The user's id: text, a number, a <see cref="Guid"/>, an enum, or a record of such.</summary>
public sealed class UserAttribute() : FeatureAttribute(FeatureKind.Category, FeatureRole.User);

/// <summary>The item's id: text, a number, a <see cref="Guid"/>, an enum, or a record of such.</summary>
public sealed class ItemAttribute() : FeatureAttribute(FeatureKind.Category, FeatureRole.Item);

/// <summary>The value to be predicted: a number.</summary>
public sealed class LabelAttribute() : FeatureAttribute(FeatureKind.Number, FeatureRole.Label);

/// <summary>The time of the row: <see cref="DateTimeOffset"/>, <see cref="System.DateTime"/> (UTC unless its kind says local) or a whole number of Unix seconds (milliseconds where it is too large for those).</summary>
public sealed class TimestampAttribute() : FeatureAttribute(FeatureKind.DateTime, FeatureRole.Timestamp);

/// <summary>An attribute whose feature may be about the user, the item, the moment or what happened at it.</summary>
public abstract class SideFeatureAttribute : FeatureAttribute
{
    private protected SideFeatureAttribute(FeatureKind kind) : base(kind, FeatureRole.Unassigned) { }

    /// <summary>What the feature is about.</summary>
    /// <value>Default <see cref="FeatureRole.Unassigned"/>: found out from the data. Else <see cref="FeatureRole.UserFeature"/>, <see cref="FeatureRole.ItemFeature"/>, <see cref="FeatureRole.Context"/> or <see cref="FeatureRole.Event"/>.</value>
    public FeatureRole About { get => Role; init => Role = value; }
}

/// <summary>A category: text, a number used as a name, an enum.</summary>
public sealed class CategoricalAttribute() : SideFeatureAttribute(FeatureKind.Category);

/// <summary>Several categories: a collection of text, or one text with a separator.</summary>
public sealed class CategoriesAttribute() : SideFeatureAttribute(FeatureKind.Categories)
{
    /// <summary>The character between values where the property is one text.</summary>
    /// <value>Default <c>|</c>.</value>
    public char Separator { get; init; } = '|';

    internal override Feature ToFeature(string memberName) => base.ToFeature(memberName) with { Separator = Separator };
}

/// <summary>A number; <see langword="null"/> and NaN are missing.</summary>
public sealed class NumericAttribute() : SideFeatureAttribute(FeatureKind.Number);

/// <summary>
/// A dense vector: an array or memory of <see cref="float"/>, an array of <see cref="double"/>, a collection of either, or one text with a
/// separator or in the form of a JSON array; <see langword="null"/> and empty are missing.
/// </summary>
public sealed class VectorAttribute() : SideFeatureAttribute(FeatureKind.Vector)
{
    /// <summary>Numbers a row.</summary>
    /// <value>Default 0: as many as the first row with a vector has.</value>
    public int Width { get; init => field = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Width is not negative."); }

    /// <summary>The character between numbers where the property is one text.</summary>
    /// <value>Default <c>|</c>.</value>
    public char Separator { get; init; } = '|';

    internal override Feature ToFeature(string memberName) => base.ToFeature(memberName) with { Separator = Separator, Width = Width == 0 ? null : Width };
}

/// <summary>A point in time other than the row's own.</summary>
public sealed class DateTimeAttribute() : SideFeatureAttribute(FeatureKind.DateTime);

/// <summary>A text to be read, in any language: a description, a review. For text that names something, <see cref="CategoricalAttribute"/>.</summary>
public sealed class TextAttribute() : SideFeatureAttribute(FeatureKind.Text);
