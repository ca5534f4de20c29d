using System.Text.Json;
using static TorchSharp.torch;

namespace DeepRec;

/// <summary>A training's state in one safetensors file: last and best weights, the optimiser's moments, the history.</summary>
internal static class TrainingCheckpoint
{
    private const string LastPrefix = "last/", BestPrefix = "best/", SignatureKey = "signature", HistoryKey = "history", BestEpochKey = "best_epoch";

    public static void Save(string path, string signature, TrainingState state, IReadOnlyList<NamedArray> optimizer)
    {
        NamedArray[] arrays = [.. Prefixed(LastPrefix, state.Last), .. Prefixed(BestPrefix, state.Best), .. optimizer];
        var metadata = new Dictionary<string, string>
        {
            [SignatureKey] = signature,
            [HistoryKey] = JsonSerializer.Serialize(state.History, Json.Options),
            [BestEpochKey] = JsonSerializer.Serialize(state.BestEpoch),
        };
        AtomicFile.Write(path, stream => SafeTensors.Write(stream, arrays, metadata));
    }

    /// <summary>Reads the whole file before anything is touched, then puts model and optimiser where they were.</summary>
    /// <exception cref="InvalidBundleException">The file is damaged, or of another model, other data or other settings.</exception>
    public static TrainingState Load(string path, string signature, nn.Module model, Optimizer optimizer, IReadOnlyList<ParameterSlot> slots)
    {
        var content = Read(path);
        string? found = content.Metadata.GetValueOrDefault(SignatureKey);
        if (found != signature)
        {
            throw new InvalidBundleException($"The checkpoint '{path}' is of another training. It was made with: {found ?? "nothing stated"}. This one has: {signature}. Delete the file or name another.");
        }

        try
        {
            var state = new TrainingState(
                JsonSerializer.Deserialize<TrainingEpoch[]>(content.Metadata[HistoryKey], Json.Options)!,
                WithPrefix(LastPrefix, content.Arrays),
                JsonSerializer.Deserialize<int>(content.Metadata[BestEpochKey]),
                WithPrefix(BestPrefix, content.Arrays));
            optimizer.Import([.. content.Arrays.Where(a => !a.Name.StartsWith(LastPrefix, StringComparison.Ordinal) && !a.Name.StartsWith(BestPrefix, StringComparison.Ordinal))], slots);
            ModelWeights.Restore(model, state.Last);
            return state;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException)
        {
            throw Damaged(path, e);
        }
    }

    private static SafeTensorsContent Read(string path)
    {
        using var file = File.OpenRead(path);
        try
        {
            return SafeTensors.Read(file);
        }
        catch (InvalidBundleException e)
        {
            throw Damaged(path, e);
        }
    }

    private static InvalidBundleException Damaged(string path, Exception e) =>
        new($"The checkpoint '{path}' is damaged: {e.Message.TrimEnd('.')}. Delete it to train from the start, or copy it again.", e);

    private static IEnumerable<NamedArray> Prefixed(string prefix, IReadOnlyList<NamedArray> arrays) =>
        arrays.Select(a => new NamedArray(prefix + a.Name, a.Type, a.Data, [.. a.Shape]));

    private static NamedArray[] WithPrefix(string prefix, IReadOnlyList<NamedArray> arrays) =>
        [.. arrays.Where(a => a.Name.StartsWith(prefix, StringComparison.Ordinal)).Select(a => new NamedArray(a.Name[prefix.Length..], a.Type, a.Data, [.. a.Shape]))];
}
