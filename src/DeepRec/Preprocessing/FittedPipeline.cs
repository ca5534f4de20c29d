using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DeepRec.Preprocessing;

/// <summary>Steps that have learned what they need: from raw columns to the columns a model reads, the same in training, evaluation and serving.</summary>
/// <remarks>Immutable; safe from many threads. Readable JSON, no delegates, no code.</remarks>
public sealed class FittedPipeline
{
    internal FittedPipeline(FeatureSchema schema, IReadOnlyList<FittedStep> steps, IReadOnlyList<FeatureInput> inputs) =>
        (Schema, Steps, Inputs) = (schema, steps, inputs);

    /// <summary>The raw columns that it was fitted on.</summary>
    public FeatureSchema Schema { get; }

    /// <summary>The steps, in order.</summary>
    public IReadOnlyList<FittedStep> Steps { get; }

    /// <summary>The columns that leave it for a model.</summary>
    public IReadOnlyList<FeatureInput> Inputs { get; }

    /// <summary>Those of them that are known before a row happens: all but the role <see cref="FeatureRole.Event"/>.</summary>
    internal IReadOnlyList<FeatureInput> KnownBefore => Inputs.Any(input => input.Role == FeatureRole.Event) ? [.. Inputs.Where(input => input.Role != FeatureRole.Event)] : Inputs;

    /// <summary>Turns raw rows into the columns a model reads. Rows are never removed.</summary>
    /// <exception cref="ArgumentException">A column that it was fitted on is absent or of another kind.</exception>
    public Dataset Transform(Dataset rows) => Transform(rows, before: null);

    /// <summary>The same, where <paramref name="before"/> sees each step and what it is about to be given.</summary>
    internal Dataset Transform(Dataset rows, Action<FittedStep, Dataset>? before)
    {
        ArgumentNullException.ThrowIfNull(rows);
        foreach (var step in Steps)
        {
            before?.Invoke(step, rows);
            rows = step.TransformChecked(rows);
        }

        return rows;
    }

    /// <summary>The whole pipeline as readable JSON.</summary>
    public string ToJson() => new JsonObject
    {
        ["schema"] = JsonSerializer.SerializeToNode(Schema.ToArray(), Json.Options),
        ["steps"] = new JsonArray([.. Steps.Where(s => s is not Unchanged).Select(FittedSteps.Types.Write)]),
        ["inputs"] = JsonSerializer.SerializeToNode(Inputs, Json.Options),
    }.ToJsonString(Json.Options);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="JsonException">The text is damaged, or names a step that is not known here.</exception>
    public static FittedPipeline FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return Quick(json) ?? Read(json);
    }

    // Known steps are read by hand; whatever else there is, the serializer reads, or says what is wrong with it.
    private static FittedPipeline? Quick(string json)
    {
        if (JsonTree.Parse(Encoding.UTF8.GetBytes(json)) is not { } tree) return null;
        try
        {
            var fields = new JsonFields(tree);
            var (schema, steps, inputs) = (fields.Each("schema", Feature.FromJson), fields.Each("steps", FittedSteps.FromJson), fields.Each("inputs", FeatureInput.FromJson));
            return fields.AreWhole ? new FittedPipeline(new FeatureSchema(schema), steps, Array.ConvertAll(inputs, Check)) : null;
        }
        catch (Exception e) when (e is ArgumentException or JsonException)
        {
            return null;
        }
    }

    private static FittedPipeline Read(string json)
    {
        try
        {
            var root = JsonNode.Parse(json, documentOptions: new JsonDocumentOptions { MaxDepth = Json.MaxDepth, AllowDuplicateProperties = false }) as JsonObject ?? throw new JsonException("A pipeline is a JSON object.");
            var steps = root["steps"] as JsonArray ?? throw new JsonException("A pipeline without 'steps'.");
            return new FittedPipeline(new FeatureSchema(Read<Feature>(root, "schema")), [.. steps.Select(FittedSteps.Types.Read)], [.. Read<FeatureInput>(root, "inputs").Select(Check)]);
        }
        catch (ArgumentException e)
        {
            // A value that a step, a feature or the JSON reader itself does not allow.
            throw new JsonException($"The pipeline is damaged. {e.Message}", e);
        }
    }

    private static T[] Read<T>(JsonObject root, string name) where T : class
    {
        var values = root[name].Deserialize<T?[]>(Json.Options) ?? throw new JsonException($"A pipeline without '{name}'.");
        return [.. values.Select(value => value ?? throw new JsonException($"A pipeline with an empty place in '{name}'."))];
    }

    private static bool AreFinite(IReadOnlyList<float> numbers)
    {
        for (int i = 0; i < numbers.Count; i++) if (!float.IsFinite(numbers[i])) return false;
        return true;
    }

    private static FeatureInput Check(FeatureInput input)
    {
        bool sound = input.Size > 0 && input.Fallback.Count == (input.Kind == FeatureInputKind.Number ? input.Size : 0) && AreFinite(input.Fallback)
            && (input.Weights.Count == 0 || (input.Kind == FeatureInputKind.IdBag && input.Weights.Count == input.Size && AreFinite(input.Weights) && input.Weights.All(weight => weight >= 0)))
            && (input.VectorWidth == 0 || (input.Kind == FeatureInputKind.IdBag && input.VectorWidth > 0));
        return sound ? input : throw Unsound(input);
    }

    [MethodImpl(MethodImplOptions.NoInlining)] // it loads the framework's part for JSON
    private static JsonException Unsound(FeatureInput input) => new($"The input '{input.Name}' of size {input.Size} has {input.Fallback.Count} numbers to stand in for missing ones, {input.Weights.Count} weights and vectors of {input.VectorWidth}, or a number that is none.");

    /// <summary>The encoded columns of a dataset that feed a model: all but the label and the time of the row.</summary>
    internal static IReadOnlyList<FeatureInput> FindInputs(Dataset encoded) =>
    [
        .. encoded.Schema.Where(f => f.Role is not (FeatureRole.Label or FeatureRole.Timestamp)).Select(f => encoded[f.Name] switch
        {
            IdColumn ids => new FeatureInput(f.Name, FeatureInputKind.Id, f.Role, ids.Cardinality, []),
            IdBagColumn bags => new FeatureInput(f.Name, FeatureInputKind.IdBag, f.Role, bags.Cardinality, []) { Weights = bags.Weights, Vectors = bags.Vectors },
            VectorColumn vectors => new FeatureInput(f.Name, FeatureInputKind.Vector, f.Role, WidthOf(f, vectors), []),
            NumberColumn numbers => new FeatureInput(f.Name, FeatureInputKind.Number, f.Role, numbers.Width, Means(numbers)),
            _ => null,
        }).OfType<FeatureInput>(),
    ];

    private static int WidthOf(Feature feature, VectorColumn vectors) => vectors.Width > 0 ? vectors.Width : feature.Width
        ?? throw new ArgumentException($"Column '{feature.Name}' has no vector in any row, so that its width is not known. Leave the column out, or state the width with Feature.Vector.");

    private static float[] Means(NumberColumn column)
    {
        var sums = new double[column.Width];
        var counts = new int[column.Width];
        for (int i = 0; i < column.Values.Length; i++)
        {
            if (float.IsNaN(column.Values[i])) continue;
            sums[i % column.Width] += column.Values[i];
            counts[i % column.Width]++;
        }

        return [.. sums.Zip(counts, (sum, count) => count == 0 ? 0f : (float)(sum / count))];
    }
}
