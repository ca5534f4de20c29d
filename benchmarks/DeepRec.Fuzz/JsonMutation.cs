using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DeepRec.Fuzz;

/// <summary>Changes to JSON: values at the edge of what is possible, members that are missing, unknown, twice or elsewhere, and text that is no JSON.</summary>
internal static class JsonMutation
{
    private static readonly string[] Values =
    [
        "0", "-1", "1", "2", "3", "5", "64", "1000000000", "2147483647", "-2147483648", "2147483648", "9223372036854775807", "18446744073709551616", "0.5", "-0.0", "1e-320", "3.4e38",
        "1e39", "-1e39", "1e308", "1e999", "null", "true", "false", "\"\"", "\"x\"", "\"NaN\"", "\"Infinity\"", "\"\\u0000\"", "\"\\ud83d\\ude00\"", "\"../../x\"", "[]", "[null]", "[1]", "[[[[[]]]]]", "{}",
        "{\"$type\":\"one-hot\"}", "{\"$type\":\"category\",\"dimension\":2147483647}", "{\"$type\":\"time\",\"dimension\":3}", "{\"$type\":\"log\",\"column\":\"Price\"}", "[2147483647]", "[1,1,1,1,1,1,1,1]",
    ];

    private static readonly string[] Names = ["Value", "Rating", "UserId", "ItemId", "Age", "Price", "Price.missing", "City", "Tags", "Released", "Released.cyclic", "Device", "When"];

    private static readonly string[] Words =
    [
        "vocabulary", "hash-category", "split-categories", "fill-number", "fill-category", "standardize", "scale-to-range", "log", "clip", "bucketize", "time-features", "unchanged",
        "category", "categories", "one-hot", "number", "time", "Id", "IdBag", "Number", "Category", "Categories", "DateTime", "User", "Item", "Label", "Timestamp", "UserFeature", "ItemFeature", "Context",
        "Unassigned", "mlp-rating-predictor", "squared-error", "huber", "ordinal", "Linear", "ScaledSigmoid", "Activation", "Batch", "Layer", "None", "Tanh", "Gelu", "rating", "System.Int32",
        "ranking", "softmax-ranker", "factored", "joint", "popularity", "item-knn", "user-knn", "ease", "gf-cf", "implicit-als", "content-similarity", "blend", "Logarithm", "Standardize", "Mean", "Sum", "Recency", "Cosine", "Dot",
    ];

    public static string Text(ref SeededRandom random, string json)
    {
        if (random.NextInt(10) == 0) return AsText(ref random, json);
        JsonNode? root;
        try
        {
            root = JsonNode.Parse(json);
            for (int change = 1 + random.NextInt(3); change > 0 && root is not null; change--) Once(ref random, root);
        }
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException)
        {
            return AsText(ref random, json); // an earlier change left no JSON
        }

        return root?.ToJsonString() ?? "null";
    }

    private static string AsText(ref SeededRandom random, string json)
    {
        if (json.Length == 0) return "{";
        int quote = json.IndexOf('"', random.NextInt(json.Length));
        return random.NextInt(4) switch
        {
            // A member twice, whatever it is.
            0 when json.IndexOf('{', random.NextInt(json.Length)) is >= 0 and var brace => json.Insert(brace + 1, "\"formatVersion\":1,\"formatVersion\":1,\"column\":\"Price\",\"size\":3,"),
            1 when quote >= 0 => json.Remove(quote, 1),
            _ => Encoding.Latin1.GetString(Mutation.Bytes(ref random, Encoding.UTF8.GetBytes(json))),
        };
    }

    private static void Once(ref SeededRandom random, JsonNode root)
    {
        var nodes = new List<JsonNode>();
        Collect(root, nodes);
        var parent = nodes[random.NextInt(nodes.Count)];
        var other = nodes[random.NextInt(nodes.Count)];
        int action = random.NextInt(6);
        if (parent is JsonObject map && map.Count > 0)
        {
            string name = map.ElementAt(random.NextInt(map.Count)).Key;
            switch (action)
            {
                case 0: map.Remove(name); break;
                case 1: map[Mutation.Pick(ref random, Names)] = map[name]?.DeepClone(); break;
                case 2: map[name] = other.DeepClone(); break;
                default: map[name] = Value(ref random, map[name]); break;
            }
        }
        else if (parent is JsonArray list && list.Count > 0)
        {
            int place = random.NextInt(list.Count);
            switch (action)
            {
                case 0: list.RemoveAt(place); break;
                case 1: list.Insert(place, list[random.NextInt(list.Count)]?.DeepClone()); break;
                case 2: list[place] = other.DeepClone(); break;
                default: list[place] = Value(ref random, list[place]); break;
            }
        }
    }

    // Often of the same kind, so that it is not refused at once.
    private static JsonNode? Value(ref SeededRandom random, JsonNode? old) => (old?.GetValueKind(), random.NextInt(4)) switch
    {
        (JsonValueKind.String, 0) => Mutation.Pick(ref random, Names),
        (JsonValueKind.String, 1 or 2) => Mutation.Pick(ref random, Words),
        (JsonValueKind.Number, 0) => random.NextInt(100) - 10,
        (JsonValueKind.Number, 1) => JsonNode.Parse(Values[random.NextInt(21)]),
        (JsonValueKind.True, 0 or 1 or 2) => false,
        (JsonValueKind.False, 0 or 1 or 2) => true,
        (JsonValueKind.Object or JsonValueKind.Array, 0 or 1) => old!.DeepClone(),
        _ => JsonNode.Parse(Mutation.Pick(ref random, Values)),
    };

    private static void Collect(JsonNode node, List<JsonNode> nodes)
    {
        nodes.Add(node);
        IEnumerable<JsonNode?> children = node switch
        {
            JsonObject map => map.Select(entry => entry.Value),
            JsonArray list => list,
            _ => [],
        };
        foreach (var child in children) if (child is JsonObject or JsonArray) Collect(child, nodes);
    }
}
