namespace DeepRec;

/// <summary>
/// JSON as a tree of texts. To make objects of it by hand takes a fraction of the time that the serializer needs to look types up when a program starts. Whoever finds it
/// other than expected leaves it to the serializer, which has the rules and says what is wrong.
/// </summary>
internal sealed class JsonTree
{
    public JsonTree(JsonKind kind) => Kind = kind;

    public JsonKind Kind { get; }

    /// <summary>Of a text what it says, of a number its digits.</summary>
    public string? Text { get; init; }

    /// <summary>Of an array.</summary>
    public List<JsonTree> Items { get; init; } = None;

    /// <summary>Of an object.</summary>
    public Dictionary<string, JsonTree>? Members { get; init; }

    private static List<JsonTree> None { get; } = [];

    /// <summary><see langword="null"/> where it is no sound JSON, goes deeper than the library writes, or names a member twice.</summary>
    public static JsonTree? Parse(ReadOnlySpan<byte> json) => new PlainJson(json).Read() ?? JsonTreeReader.Read(json);
}
