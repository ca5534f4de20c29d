using System.Collections;
using System.Linq.Expressions;
using System.Reflection;

namespace DeepRec;

/// <summary>Reads the attributes of a row type once and compiles, for each feature, the append of its value to a column.</summary>
internal sealed class RowAccessors<TRow>
{
    private static readonly Lazy<RowAccessors<TRow>> Lazily = new(() => new RowAccessors<TRow>());
    private readonly Func<TRow, ColumnBuilder, bool>[] _appends;
    private readonly Func<TRow, object?>[] _values;
    private readonly Func<string, string>?[] _canonical;

    private RowAccessors()
    {
        var members = FindMembers().ToArray();
        if (members.Length == 0)
        {
            throw new ArgumentException($"{typeof(TRow).Name} has no feature. Mark its properties with [User], [Item], [Label], [Timestamp], [Categorical], [Categories], [Numeric], [DateTime], [Text] or [Vector].");
        }

        Schema = new FeatureSchema(members.Select(m => m.Feature));
        _appends = [.. members.Select(m => CompileAppend(m.Member, m.Feature))];
        _values = [.. members.Select(m => CompileValue(m.Member))];
        _canonical = [.. members.Select(m => m.Feature.Kind == FeatureKind.Category ? CanonicalText.Of(TypeOf(m.Member)) : null)];
    }

    public static RowAccessors<TRow> Instance => Lazily.Value;

    public FeatureSchema Schema { get; }

    /// <summary>Appends the value of feature <paramref name="index"/>; false when it does not suit.</summary>
    public bool TryAppend(TRow row, int index, ColumnBuilder builder) => _appends[index](row, builder);

    public object? ValueOf(TRow row, int index) => _values[index](row);

    /// <summary>Rows read from text or a database, with ids and categories in the form that values of the members' types have.</summary>
    public Dataset Canonical(Dataset rows)
    {
        for (int i = 0; i < _canonical.Length; i++)
        {
            if (_canonical[i] is { } canonical) rows = CanonicalText.Apply(rows, Schema[i].Name, canonical);
        }

        return rows;
    }

    private static Type TypeOf(MemberInfo member)
    {
        var type = member is PropertyInfo property ? property.PropertyType : ((FieldInfo)member).FieldType;
        return Nullable.GetUnderlyingType(type) ?? type;
    }

    private static IEnumerable<(MemberInfo Member, Feature Feature)> FindMembers()
    {
        var ofParameters = typeof(TRow).GetConstructors().SelectMany(c => c.GetParameters())
            .Where(p => p.Name is not null && p.GetCustomAttribute<FeatureAttribute>() is not null)
            .DistinctBy(p => p.Name).ToDictionary(p => p.Name!, p => p.GetCustomAttribute<FeatureAttribute>()!, StringComparer.OrdinalIgnoreCase);

        foreach (var member in typeof(TRow).GetMembers(BindingFlags.Public | BindingFlags.Instance).Where(m => m is PropertyInfo or FieldInfo).OrderBy(m => m.MetadataToken))
        {
            var attribute = member.GetCustomAttribute<FeatureAttribute>() ?? ofParameters.GetValueOrDefault(member.Name);
            if (attribute is not null) yield return (member, attribute.ToFeature(member.Name));
        }
    }

    private static Func<TRow, object?> CompileValue(MemberInfo member)
    {
        var row = Expression.Parameter(typeof(TRow));
        return Expression.Lambda<Func<TRow, object?>>(Expression.Convert(Expression.MakeMemberAccess(row, member), typeof(object)), row).Compile();
    }

    private static Func<TRow, ColumnBuilder, bool> CompileAppend(MemberInfo member, Feature feature)
    {
        var row = Expression.Parameter(typeof(TRow));
        var builder = Expression.Parameter(typeof(ColumnBuilder));
        var value = Expression.MakeMemberAccess(row, member);
        var type = Nullable.GetUnderlyingType(value.Type) ?? value.Type;

        Expression append = feature.Kind switch
        {
            FeatureKind.Category when IsScalar(type) => Expression.Block(AppendCategory(Expression.Convert(builder, typeof(CategoryColumnBuilder)), value, type), Expression.Constant(true)),
            FeatureKind.Text when type == typeof(string) => AppendBoxed(builder, value),
            FeatureKind.Number when type == typeof(bool) || (IsNumber(type) && !type.IsEnum) => Expression.Call(
                Expression.Convert(builder, typeof(NumberColumnBuilder)), nameof(NumberColumnBuilder.TryAppend), [], ToNullableFloat(value, type)),
            FeatureKind.DateTime when type == typeof(DateTimeOffset) || type == typeof(DateTime) || type == typeof(DateOnly) || type == typeof(long) || type == typeof(int)
                => AppendBoxed(builder, value),
            FeatureKind.Categories when type == typeof(string) || typeof(IEnumerable).IsAssignableFrom(type) => AppendBoxed(builder, value),
            FeatureKind.Vector when IsVector(type) => AppendBoxed(builder, value),
            _ => throw new ArgumentException($"{typeof(TRow).Name}.{member.Name} is a {type.Name}, which cannot be a {feature.Kind}. Change the attribute or the type."),
        };
        return Expression.Lambda<Func<TRow, ColumnBuilder, bool>>(append, row, builder).Compile();
    }

    /// <summary>Appends a value under its own type, so that <c>Color?</c> has the texts of <c>Color</c>.</summary>
    private static Expression AppendCategory(Expression builder, Expression value, Type type) => type == value.Type
        ? Expression.Call(builder, nameof(CategoryColumnBuilder.Append), [type], value)
        : Expression.IfThenElse(
            Expression.Property(value, nameof(Nullable<>.HasValue)),
            Expression.Call(builder, nameof(CategoryColumnBuilder.Append), [type], Expression.Property(value, nameof(Nullable<>.Value))),
            Expression.Call(builder, nameof(CategoryColumnBuilder.AppendMissing), []));

    private static bool IsScalar(Type type) => type == typeof(string) || !typeof(IEnumerable).IsAssignableFrom(type);

    private static bool IsVector(Type type) => type == typeof(string) || type == typeof(ReadOnlyMemory<float>) || type == typeof(Memory<float>)
        || typeof(IEnumerable<float>).IsAssignableFrom(type) || typeof(IEnumerable<double>).IsAssignableFrom(type);

    private static bool IsNumber(Type type) => Type.GetTypeCode(type) is >= TypeCode.SByte and <= TypeCode.Decimal || type == typeof(Half);

    private static Expression ToNullableFloat(Expression value, Type type) => type == typeof(bool)
        ? Expression.Call(((Func<bool?, float?>)TruthToNumber).Method, Expression.Convert(value, typeof(bool?)))
        : Expression.Convert(value, typeof(float?));

    private static float? TruthToNumber(bool? truth) => truth is { } known ? (known ? 1 : 0) : null;

    private static MethodCallExpression AppendBoxed(Expression builder, Expression value) =>
        Expression.Call(builder, nameof(ColumnBuilder.TryAppendValue), [], Expression.Convert(value, typeof(object)));
}
