using System.Text.Json;
using System.Text.Json.Nodes;

namespace DeepRec;

/// <summary>
/// Types that are written to JSON under a name and read back by it: fitted steps, encoder options, model options.
/// Only registered types are ever created from a file. Safe from many threads.
/// </summary>
internal sealed class NamedTypes<TBase>(string what, string register) where TBase : class
{
    private const string NameProperty = "$type";
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Type> _types = new(StringComparer.Ordinal);
    private readonly Dictionary<Type, string> _names = [];

    /// <summary>Registers a type; the same pair again is ignored.</summary>
    /// <exception cref="ArgumentException">The name stands for another type, or the type has another name.</exception>
    public NamedTypes<TBase> Register<T>(string name) where T : TBase
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        lock (_gate)
        {
            if (_types.TryGetValue(name, out var taken) && taken != typeof(T)) throw new ArgumentException($"The {what} name '{name}' stands for {taken}. Choose another.", nameof(name));
            if (_names.TryGetValue(typeof(T), out string? old) && old != name) throw new ArgumentException($"{typeof(T)} is registered as '{old}' already.", nameof(name));
            _types[name] = typeof(T);
            _names[typeof(T)] = name;
        }

        return this;
    }

    public JsonObject Write(TBase value)
    {
        string? name;
        lock (_gate)
        {
            if (!_names.TryGetValue(value.GetType(), out name))
            {
                throw new InvalidOperationException($"The {what} {value.GetType()} has no name to be saved under. Call BundleTypes.{register}<{value.GetType().Name}>(\"a-name\") once at start.");
            }
        }

        var json = JsonSerializer.SerializeToNode(value, value.GetType(), Json.Options)!.AsObject();
        json.Insert(0, NameProperty, name);
        return json;
    }

    /// <summary>
    /// Reads by hand, without this register, which has to look every type up; <see langword="null"/> where it is no such object as is written: the serializer then says what
    /// is wrong.
    /// </summary>
    /// <param name="tree">The object.</param>
    /// <param name="read">Makes one of a name and members, all of which it takes; of names that are not known to it <see langword="null"/>.</param>
    public static TBase? Read(JsonTree tree, Func<string, JsonFields, TBase?> read)
    {
        var fields = new JsonFields(tree);
        string name = fields.Text(NameProperty);
        try
        {
            var value = read(name, fields);
            return fields.AreWhole ? value : null;
        }
        catch (ArgumentException)
        {
            return null; // a value that its member does not allow
        }
    }

    public TBase Read(JsonNode? node)
    {
        if (node is not JsonObject json || json[NameProperty]?.GetValueKind() != JsonValueKind.String) throw new JsonException($"A {what} without '{NameProperty}'.");
        string name = json[NameProperty]!.GetValue<string>();
        Type? type;
        lock (_gate)
        {
            if (!_types.TryGetValue(name, out type))
            {
                throw new UnknownNameException($"The {what} '{name}' is not known here. Call BundleTypes.{register}<T>(\"{name}\") before loading, or use a newer DeepRec.");
            }
        }

        var rest = json.DeepClone().AsObject();
        rest.Remove(NameProperty);
        return (TBase?)rest.Deserialize(type, Json.Options) ?? throw new JsonException($"The {what} '{name}' is null.");
    }
}
