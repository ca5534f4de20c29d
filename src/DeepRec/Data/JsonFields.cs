using System.Globalization;

namespace DeepRec;

/// <summary>The members of an object, taken by name. Whatever is missing or of another kind comes out as nothing and is remembered.</summary>
internal sealed class JsonFields
{
    private readonly Dictionary<string, JsonTree> _left;
    private bool _failed;

    public JsonFields(JsonTree tree)
    {
        _failed = tree.Kind != JsonKind.Object;
        _left = tree.Members is null ? [] : new Dictionary<string, JsonTree>(tree.Members, StringComparer.Ordinal);
    }

    /// <summary>Whether all that was taken was there and nothing is left: only then do the values count.</summary>
    public bool AreWhole => !_failed && _left.Count == 0;

    /// <summary>Whether a member is there that need not be.</summary>
    public bool Has(string name) => _left.ContainsKey(name);

    /// <summary>Takes a member that is there and is nothing.</summary>
    public bool TakeNull(string name) => Has(name) && _left[name].Kind == JsonKind.Null && _left.Remove(name);

    public string Text(string name) => Take(name, JsonKind.Text)?.Text ?? "";

    public string? TextOrNull(string name) => TakeNull(name) ? null : Text(name);

    public int Whole(string name) => int.TryParse(Take(name, JsonKind.Number)?.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) ? value : Failed(0);

    public int? WholeOrNull(string name) => TakeNull(name) ? null : Whole(name);

    public float Single(string name) => Single(Take(name, JsonKind.Number));

    public double Double(string name) => double.TryParse(Take(name, JsonKind.Number)?.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value) ? value : Failed(0);

    public bool Flag(string name) => _left.Remove(name, out var member) && member.Kind is JsonKind.True or JsonKind.False ? member.Kind == JsonKind.True : Failed(0) > 0;

    /// <summary>An enum by its name, as it is written.</summary>
    public T Choice<T>(string name) where T : struct, Enum
    {
        string text = Text(name);
        return Enum.TryParse(typeof(T), text, ignoreCase: false, out object? value) && value.ToString() == text ? (T)value : (T)(object)Failed(0);
    }

    public int[] Wholes(string name)
    {
        var items = Items(name);
        var values = new int[items.Count];
        for (int i = 0; i < values.Length; i++) values[i] = items[i].Kind == JsonKind.Number && int.TryParse(items[i].Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) ? value : Failed(0);
        return values;
    }

    public float[] Singles(string name)
    {
        var items = Items(name);
        var values = new float[items.Count];
        for (int i = 0; i < values.Length; i++) values[i] = Single(items[i].Kind == JsonKind.Number ? items[i] : null);
        return values;
    }

    public string[] Texts(string name)
    {
        var items = Items(name);
        var values = new string[items.Count];
        for (int i = 0; i < values.Length; i++) values[i] = items[i].Kind == JsonKind.Text ? items[i].Text! : Failed("");
        return values;
    }

    /// <summary>Each item of an array as what a function makes of it, which is not <see langword="null"/>.</summary>
    public T[] Each<T>(string name, Func<JsonTree, T?> read) where T : class
    {
        var items = Items(name);
        var values = new T[items.Count];
        for (int i = 0; i < values.Length; i++) values[i] = read(items[i]) ?? Failed<T>(null!);
        return values;
    }

    /// <summary>Each member of an object as what a function makes of it, which is not <see langword="null"/>.</summary>
    public Dictionary<string, T> Map<T>(string name, Func<JsonTree, T?> read) where T : class
    {
        var map = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var (key, member) in Take(name, JsonKind.Object)?.Members ?? []) map.Add(key, read(member) ?? Failed<T>(null!));
        return map;
    }

    /// <summary>An object as what a function makes of it, which is not <see langword="null"/>.</summary>
    public T? Object<T>(string name, Func<JsonTree, T?> read) where T : class => Take(name, JsonKind.Object) is { } member ? read(member) ?? Failed<T>(null!) : null;

    private float Single(JsonTree? number) => float.TryParse(number?.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out float value) && float.IsFinite(value) ? value : Failed(0);

    private List<JsonTree> Items(string name) => Take(name, JsonKind.Array)?.Items ?? [];

    private JsonTree? Take(string name, JsonKind kind) => _left.Remove(name, out var member) && member.Kind == kind ? member : Failed<JsonTree>(null!);

    private int Failed(int instead)
    {
        _failed = true;
        return instead;
    }

    private T Failed<T>(T instead) where T : class
    {
        _failed = true;
        return instead;
    }
}
