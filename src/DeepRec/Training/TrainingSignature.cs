using System.Text.Json;
using System.Text.Json.Nodes;
using DeepRec.Models;

namespace DeepRec;

/// <summary>What the course of a training depends on, by name: a checkpoint is gone on from only where all of it agrees.</summary>
internal static class TrainingSignature
{
    // Where files lie, how many threads work and which way steps take changes nothing, or the last digits.
    private static readonly string[] Passed = ["checkpointPath", "tensorBoardDirectory", "threads", "fused"];

    public static JsonObject Of(TrainingTask task, TrainerOptions options)
    {
        var signature = JsonSerializer.SerializeToNode(options, Json.Options)!.AsObject();
        foreach (string name in Passed) signature.Remove(name);
        signature["optimizer"] = Named(options.Optimizer);
        signature["schedule"] = Named(options.Schedule);
        task.Sign(signature);
        return signature;
    }

    /// <summary>What differs, in words; <see langword="null"/> where nothing does.</summary>
    public static string? Difference(JsonObject found, JsonObject expected)
    {
        string[] differences =
        [
            .. expected.Select(entry => entry.Key).Union(found.Select(entry => entry.Key))
                .Where(name => !JsonNode.DeepEquals(found[name], expected[name]))
                .Select(name => $"{name}: there {Text(found[name])}, here {Text(expected[name])}"),
        ];
        return differences.Length == 0 ? null : string.Join("; ", differences);
    }

    private static JsonObject Named(object settings)
    {
        var node = JsonSerializer.SerializeToNode(settings, settings.GetType(), Json.Options)!.AsObject();
        node["type"] = settings.GetType().Name;
        return node;
    }

    private static string Text(JsonNode? node) => node?.ToJsonString() ?? "nothing";
}
