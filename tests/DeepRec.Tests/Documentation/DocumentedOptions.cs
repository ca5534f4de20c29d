using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace DeepRec.Tests.Documentation;

/// <summary>What can be set on a type: parameters of its constructors and factories, properties with init. Each with its default, where it has one.</summary>
internal static class DocumentedOptions
{
    /// <summary>Stands in a page where there is no default.</summary>
    public const string Required = "required";

    public static IReadOnlyDictionary<string, object?> Of(Type type)
    {
        var options = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        var constructors = type.GetConstructors();
        var factories = type.GetMethods(BindingFlags.Public | BindingFlags.Static).Where(method => method.ReturnType == type && !method.IsSpecialName);
        foreach (var parameter in constructors.Cast<MethodBase>().Concat(factories).SelectMany(method => method.GetParameters()))
        {
            options[parameter.Name!] = !parameter.HasDefaultValue ? Required
                : parameter.ParameterType.IsEnum ? Enum.ToObject(parameter.ParameterType, parameter.DefaultValue!) : parameter.DefaultValue;
        }

        PropertyInfo[] properties = [.. type.GetProperties().Where(property => property.SetMethod is { IsPublic: true } && !options.ContainsKey(property.Name))];
        if (properties.Length == 0) return options;
        object?[] arguments = [.. constructors.Single().GetParameters().Select(p => p.HasDefaultValue ? Type.Missing : p.ParameterType == typeof(string) ? "x" : 1)];
        object instance = constructors.Single().Invoke(BindingFlags.OptionalParamBinding | BindingFlags.CreateInstance, binder: null, arguments, CultureInfo.InvariantCulture);
        foreach (var property in properties)
        {
            options[property.Name] = property.IsDefined(typeof(RequiredMemberAttribute)) ? Required : property.GetValue(instance);
        }

        return options;
    }

    /// <summary>Whether a page's text for a default is what the code has.</summary>
    public static bool Agrees(string written, object? value) => value switch
    {
        null => written == "null",
        string text => written == (text == Required ? Required : $"\"{text}\""),
        bool truth => written == (truth ? "true" : "false"),
        char character => written == $"'{character}'",
        int.MaxValue => written == "int.MaxValue",
        int or long or float or double => double.TryParse(written, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            && number.Equals(value is float single ? double.Parse(single.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) : Convert.ToDouble(value, CultureInfo.InvariantCulture)),
        Enum or TimeSpan => written == value.ToString(),
        IEnumerable several => written == $"[{string.Join(", ", several.Cast<object>())}]",
        _ => written == $"new {value.GetType().Name}()" && value.Equals(Activator.CreateInstance(value.GetType())),
    };
}
