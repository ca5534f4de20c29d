using System.Reflection;

namespace DeepRec.Tests;

/// <summary>A setting that must not be null says so where it is set, not in the middle of a training.</summary>
public sealed class OptionsNullTests
{
    private static readonly NullabilityInfoContext Nullability = new();

    public static TheoryData<string> Settings => [.. Properties().Select(NameOf)];

    [Theory]
    [MemberData(nameof(Settings))]
    public void ASettingThatIsNeededRefusesNull(string setting)
    {
        var property = Properties().Single(one => NameOf(one) == setting);
        object options = Activator.CreateInstance(property.DeclaringType!)!;

        var thrown = Assert.Throws<TargetInvocationException>(() => property.SetValue(options, value: null));

        Assert.IsAssignableFrom<ArgumentException>(thrown.InnerException);
    }

    private static string NameOf(PropertyInfo property) => $"{property.DeclaringType!.Name}.{property.Name}";

    private static IEnumerable<PropertyInfo> Properties() =>
        from type in typeof(Recommender).Assembly.GetExportedTypes()
        where type.IsClass && !type.IsAbstract && !type.Name.EndsWith("Report", StringComparison.Ordinal)
        let closed = type.IsGenericTypeDefinition ? Closed(type) : type
        where closed?.GetConstructor(Type.EmptyTypes) is not null && closed.GetMethod("<Clone>$") is not null
        from property in closed.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly)
        where property is { CanWrite: true, PropertyType.IsValueType: false } && property.SetMethod!.IsPublic && Nullability.Create(property).WriteState == NullabilityState.NotNull
        orderby NameOf(property)
        select property;

    private static Type? Closed(Type type)
    {
        try
        {
            return type.MakeGenericType([.. type.GetGenericArguments().Select(_ => typeof(string))]);
        }
        catch (ArgumentException)
        {
            return null; // its parameters are bound to something else
        }
    }
}
