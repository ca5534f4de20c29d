using System.Text.Json;
using System.Text.Json.Nodes;
using static TorchSharp.torch;

namespace DeepRec;

/// <summary>A training's state in one safetensors file: last and best weights, the optimiser's moments, the history.</summary>
internal static class TrainingCheckpoint
{
    private const string LastPrefix = "last/", BestPrefix = "best/", SignatureKey = "signature", HistoryKey = "history", BestEpochKey = "best_epoch";

    public static void Save(string path, JsonObject signature, TrainingState state, IReadOnlyList<NamedArray> optimizer)
    {
        NamedArray[] arrays = [.. Prefixed(LastPrefix, state.Last), .. Prefixed(BestPrefix, state.Best), .. optimizer];
        var metadata = new Dictionary<string, string>
        {
            [SignatureKey] = signature.ToJsonString(),
            [HistoryKey] = JsonSerializer.Serialize(state.History, Json.Options),
            [BestEpochKey] = JsonSerializer.Serialize(state.BestEpoch),
        };
        AtomicFile.Write(path, stream => SafeTensors.Write(stream, arrays, metadata));
    }

    /// <summary>Reads and checks the whole file before the model is touched, then puts model and optimiser where they were.</summary>
    /// <exception cref="InvalidBundleException">The file is damaged, or of another model, other data or other settings.</exception>
    public static TrainingState Load(string path, JsonObject signature, nn.Module model, Optimizer optimizer, IReadOnlyList<ParameterSlot> slots)
    {
        var content = Sound(path, () =>
        {
            using var file = File.OpenRead(path);
            return SafeTensors.Read(file);
        });
        var found = Sound(path, () => JsonNode.Parse(content.Metadata[SignatureKey]) as JsonObject ?? throw new JsonException("its signature is no object"));
        if (TrainingSignature.Difference(found, signature) is { } difference)
        {
            throw new InvalidBundleException($"The checkpoint '{path}' is of another training. {difference}. Delete the file or name another.");
        }

        return Sound(path, () =>
        {
            var state = StateOf(content);
            ModelWeights.Check(model, state.Last);
            ModelWeights.Check(model, state.Best);
            optimizer.Import([.. content.Arrays.Where(a => !a.Name.StartsWith(LastPrefix, StringComparison.Ordinal) && !a.Name.StartsWith(BestPrefix, StringComparison.Ordinal))], slots);
            ModelWeights.Restore(model, state.Last);
            return state;
        });
    }

    private static T Sound<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is InvalidBundleException or JsonException or KeyNotFoundException)
        {
            throw new InvalidBundleException($"The checkpoint '{path}' is damaged: {e.Message.TrimEnd('.')}. Delete it to train from the start, or copy it again.", e);
        }
    }

    private static TrainingState StateOf(SafeTensorsContent content)
    {
        var history = JsonSerializer.Deserialize<TrainingEpoch[]>(content.Metadata[HistoryKey], Json.Options);
        int best = JsonSerializer.Deserialize<int>(content.Metadata[BestEpochKey]);
        if (history is not { Length: > 0 } || history.Where((epoch, i) => epoch?.Number != i + 1).Any() || best < 1 || best > history.Length)
        {
            throw new JsonException("its history is not that of a training");
        }

        return new TrainingState(history, WithPrefix(LastPrefix, content.Arrays), best, WithPrefix(BestPrefix, content.Arrays));
    }

    private static IEnumerable<NamedArray> Prefixed(string prefix, IReadOnlyList<NamedArray> arrays) =>
        arrays.Select(a => new NamedArray(prefix + a.Name, a.Type, a.Data, [.. a.Shape]));

    private static NamedArray[] WithPrefix(string prefix, IReadOnlyList<NamedArray> arrays) =>
        [.. arrays.Where(a => a.Name.StartsWith(prefix, StringComparison.Ordinal)).Select(a => new NamedArray(a.Name[prefix.Length..], a.Type, a.Data, [.. a.Shape]))];
}
