using System.Text.Json;
using Microsoft.ML.OnnxRuntime;

namespace DeepRec.OnnxServing;

/// <summary>An exported file, open: its graph in ONNX Runtime, and what its metadata says.</summary>
internal sealed class ModelFile : IDisposable
{
    private const string Key = "deeprec";
    private const int NewestFormat = 1;
    private readonly InferenceSession _session;
    private readonly RunOptions _run = new();

    private ModelFile(InferenceSession session, JsonElement card)
    {
        _session = session;
        Name = card.GetProperty("model").GetString()!;
        IsRanking = card.GetProperty("kind").GetString() == "ranking";
        (UserType, ItemType) = (card.GetProperty("userType").GetString()!, card.GetProperty("itemType").GetString()!);
        var pipeline = card.GetProperty("pipeline");
        Encoded = pipeline.GetProperty("inputs").EnumerateArray().Select(input => new EncodedInput(
            input.GetProperty("name").GetString()!, input.GetProperty("kind").GetString()!, input.GetProperty("role").GetString()!, input.GetProperty("size").GetInt32())).ToDictionary(input => input.Name, StringComparer.Ordinal);
        Pipeline = new RequestPipeline(pipeline, Encoded);
        Inputs = [.. card.GetProperty("inputs").EnumerateArray().Select(input => (input.GetProperty("input").GetString()!, Encoded[input.GetProperty("column").GetString()!]))];
        Histories = [.. card.GetProperty("histories").EnumerateArray().Select(history => (history.GetProperty("input").GetString()!, history.GetProperty("length").GetInt32()))];
        Output = card.GetProperty("output").GetString()!;
        Nothing = card.GetProperty("missing").EnumerateObject().ToDictionary(column => column.Name, column => new EncodedColumn(Encoded[column.Name], column.Value)[0], StringComparer.Ordinal);
        (Users, Items) = (new Entities(card.GetProperty("users"), Encoded), new Entities(card.GetProperty("items"), Encoded));
        Met = new MetItems(card.GetProperty("offsets"), card.GetProperty("met"), Users.Count, Items.Count);
        LabelMean = card.TryGetProperty("labelMean", out var mean) ? mean.GetSingle() : 0;
        Evidence = card.TryGetProperty("evidence", out var evidence) ? evidence.EnumerateArray().Select(one => one.GetString()!).ToHashSet(StringComparer.Ordinal) : new HashSet<string>();
    }

    /// <summary>What DeepRec calls the model.</summary>
    public string Name { get; }

    /// <summary>Whether it ranks, rather than predicts ratings.</summary>
    public bool IsRanking { get; }

    /// <summary>The type of users' ids, by its full name.</summary>
    public string UserType { get; }

    /// <summary>The type of items' ids, likewise.</summary>
    public string ItemType { get; }

    /// <summary>The columns that leave the pipeline.</summary>
    public IReadOnlyDictionary<string, EncodedInput> Encoded { get; }

    /// <summary>What values of a request go through.</summary>
    public RequestPipeline Pipeline { get; }

    /// <summary>What the graph is fed, and which column each is.</summary>
    public IReadOnlyList<(string Name, EncodedInput Column)> Inputs { get; }

    /// <summary>Which inputs take the ids of the items met, and how many of the newest.</summary>
    public IReadOnlyList<(string Name, int Length)> Histories { get; }

    /// <summary>What the graph gives.</summary>
    public string Output { get; }

    /// <summary>What each encoded column holds where nothing is known.</summary>
    public IReadOnlyDictionary<string, Cell> Nothing { get; }

    /// <summary>The known users.</summary>
    public Entities Users { get; }

    /// <summary>The catalogue.</summary>
    public Entities Items { get; }

    /// <summary>Who met what in training.</summary>
    public MetItems Met { get; }

    /// <summary>The mean rating of training.</summary>
    public float LabelMean { get; }

    /// <summary>What a ranker's scores lean on: User, History, Features.</summary>
    public IReadOnlySet<string> Evidence { get; }

    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is no ONNX model, or none that DeepRec wrote, or damaged, or newer than this reader.</exception>
    public static ModelFile Open(string path, int threads)
    {
        if (!File.Exists(path)) throw new FileNotFoundException($"There is no file '{path}'.", path);
        InferenceSession? session = null;
        try
        {
            using var options = new SessionOptions { IntraOpNumThreads = threads, InterOpNumThreads = 1, ExecutionMode = ExecutionMode.ORT_SEQUENTIAL };
            session = new InferenceSession(path, options);
            if (!session.ModelMetadata.CustomMetadataMap.TryGetValue(Key, out string? text)) throw new InvalidDataException($"'{path}' has no metadata '{Key}': it is no recommender that DeepRec exported.");
            using var card = JsonDocument.Parse(text);
            int format = card.RootElement.GetProperty("format").GetInt32();
            return format <= NewestFormat ? new ModelFile(session, card.RootElement) : throw new InvalidDataException($"'{path}' is of format {format}; this version reads up to {NewestFormat}. Use a newer DeepRec.OnnxRuntime.");
        }
        catch (Exception e)
        {
            session?.Dispose();
            if (e is OnnxRuntimeException or JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException or OverflowException) throw new InvalidDataException($"'{path}' is damaged, or no recommender that DeepRec exported. {e.Message}", e);
            throw;
        }
    }

    /// <summary>Runs the graph. Safe from many threads.</summary>
    /// <param name="batch">What each input is fed.</param>
    public float[] Run(InputBatch batch)
    {
        using var results = _session.Run(_run, batch.Names, batch.Values, [Output]);
        return results[0].GetTensorDataAsSpan<float>().ToArray();
    }

    public void Dispose()
    {
        _session.Dispose();
        _run.Dispose();
    }
}
