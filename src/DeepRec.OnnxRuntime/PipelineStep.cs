using System.Text.Json;
using DeepRec.Preprocessing;

namespace DeepRec.OnnxServing;

/// <summary>One fitted step: what DeepRec's step of the same name does to a value.</summary>
internal sealed class PipelineStep
{
    // As in DeepRec: 0 padding, 1 missing, 2 … values that are not known, then those that are.
    private const int Missing = 1, FirstBucket = 2, FirstFree = 3;
    private readonly JsonElement _json;
    private readonly Func<object?, object?>? _change;
    private readonly Func<object?, IEnumerable<(string Suffix, object? Value)>>? _derive;
    private readonly bool _addsIndicator;

    private PipelineStep(JsonElement json)
    {
        _json = json.Clone();
        Name = json.GetProperty("$type").GetString()!;
        (_change, _derive) = (Change(Name), Derive(Name));
        if (_change is null && _derive is null) return;
        Column = Text("column");
        _addsIndicator = json.TryGetProperty("addsIndicator", out var adds) && adds.GetBoolean();
    }

    /// <summary>What DeepRec calls it.</summary>
    public string Name { get; }

    /// <summary>The column that it changes; <see langword="null"/> where it is not known here.</summary>
    public string? Column { get; }

    public static PipelineStep Read(JsonElement json) => new(json);

    /// <summary>Changes the column's value, or adds others beside it.</summary>
    public void Apply(Dictionary<string, object?> cells)
    {
        object? value = cells[Column!];
        if (_addsIndicator) cells[$"{Column}.missing"] = value is null or float.NaN ? 1f : 0f;
        if (_change is not null) cells[Column!] = _change(value);
        if (_derive is not null) foreach (var (suffix, derived) in _derive(value)) cells[Column + suffix] = derived;
    }

    /// <summary>Whether a member of it says one of some columns.</summary>
    public bool Mentions(IEnumerable<string> columns) => _json.EnumerateObject().Any(member => member.Value.ValueKind == JsonValueKind.String && member.Name != "$type" && columns.Contains(member.Value.GetString()));

    private Func<object?, object?>? Change(string name) => name switch
    {
        "vocabulary" => Ids(IdOf()),
        "hash-category" => Ids(HashOf(_json.GetProperty("buckets").GetInt32())),
        "text-vocabulary" => Tokens(IdOf()),
        "text-hash" => Tokens(HashOf(_json.GetProperty("buckets").GetInt32())),
        "split-categories" => Split(Text("separator")[0]),
        "fill-number" => Fill(Single("value")),
        "fill-category" => Fill(_json.GetProperty("value").GetString()),
        "standardize" => Standardize(Double("mean"), Double("standardDeviation"), Single("limit")),
        "scale-to-range" => Scale(Single("minimum"), Single("maximum"), Single("low"), Single("high"), _json.GetProperty("clipOutside").GetBoolean()),
        "log" => Number(x => (float)(Math.Sign(x) * Math.Log(1 + Math.Abs((double)x)))),
        "clip" => Clip(Single("minimum"), Single("maximum")),
        "bucketize" => Bucketize([.. _json.GetProperty("boundaries").EnumerateArray().Select(boundary => boundary.GetSingle())]),
        _ => null,
    };

    private Func<object?, IEnumerable<(string Suffix, object? Value)>>? Derive(string name) => name switch
    {
        "time-features" => TimeSteps.Features(_json),
        "calendar" => TimeSteps.Calendar(_json),
        "region-hierarchy" => Regions(),
        _ => null,
    };

    private Func<string, int> IdOf()
    {
        int buckets = _json.GetProperty("outOfVocabularyBuckets").GetInt32(), next = FirstBucket + buckets;
        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var value in _json.GetProperty("values").EnumerateArray()) ids.Add(value.GetString()!, next++);
        return text => ids.TryGetValue(text, out int id) ? id : FirstBucket + (int)(StableHash.Of(text) % (ulong)buckets);
    }

    private static Func<string, int> HashOf(int buckets) => text => FirstFree + (int)(StableHash.Of(text) % (ulong)buckets);

    // No text has no tokens.
    private Func<object?, object?> Tokens(Func<string, int> idOf)
    {
        var tokens = _json.GetProperty("tokens");
        var rules = new TokenRules(
            tokens.GetProperty("words").GetBoolean(), tokens.GetProperty("shortestNGram").GetInt32(), tokens.GetProperty("longestNGram").GetInt32(), tokens.GetProperty("unspacedNGram").GetInt32(), tokens.GetProperty("maximumLength").GetInt32());
        return value => rules.Of((string?)value).Select(idOf).ToArray();
    }

    private Func<object?, IEnumerable<(string Suffix, object? Value)>> Regions()
    {
        string[] levels = [.. _json.GetProperty("levels").EnumerateArray().Select(level => "." + level.GetString())];
        var ancestors = _json.GetProperty("ancestors").EnumerateObject().ToDictionary(value => value.Name, value => value.Value.EnumerateArray().Select(above => above.GetString()).ToArray(), StringComparer.Ordinal);
        return value => levels.Select((suffix, level) => (suffix, value is string text && ancestors.TryGetValue(text, out var above) ? (object?)above[level] : null));
    }

    private static Func<object?, object?> Ids(Func<string, int> idOf) => value => value switch
    {
        null => Missing,
        string text => idOf(text),
        string[] several => Array.ConvertAll(several, text => idOf(text)),
        _ => throw new ArgumentException($"'{value}' is no category."),
    };

    private static Func<object?, object?> Split(char separator) => value => RawColumn.Split(((string?)value ?? "").Split(separator));

    private static Func<object?, object?> Fill(float number) => value => value is float.NaN ? number : value;

    private static Func<object?, object?> Fill(string? text) => value => value ?? text;

    private static Func<object?, object?> Standardize(double mean, double deviation, float limit) =>
        Number(deviation == 0 ? _ => 0 : x => (float)Math.Clamp((x - mean) / deviation, -limit, limit));

    private static Func<object?, object?> Scale(float minimum, float maximum, float low, float high, bool clips) => Number(x =>
    {
        double width = (double)maximum - minimum;
        if (width == 0) return low;
        double scaled = low + (((double)x - minimum) / width * ((double)high - low));
        return (float)(clips ? Math.Clamp(scaled, low, high) : Math.Clamp(scaled, -float.MaxValue, float.MaxValue));
    });

    private static Func<object?, object?> Clip(float minimum, float maximum) => Number(x => Math.Clamp(x, minimum, maximum));

    private static Func<object?, object?> Bucketize(float[] boundaries) => value =>
    {
        if (value is float.NaN) return Missing;
        int found = Array.BinarySearch(boundaries, (float)value!);
        return FirstFree + (found >= 0 ? found + 1 : ~found);
    };

    // What is missing stays missing.
    private static Func<object?, object?> Number(Func<float, float> change) => value => value is float.NaN ? value : change((float)value!);

    private string Text(string name) => _json.GetProperty(name).GetString()!;

    private float Single(string name) => _json.GetProperty(name).GetSingle();

    private double Double(string name) => _json.GetProperty(name).GetDouble();
}
