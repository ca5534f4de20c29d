using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using DeepRec.Preprocessing;

namespace DeepRec.Onnx;

/// <summary>
/// What a file says of itself beside its graph, one JSON document: the pipeline with its vocabularies and constants, what the pipeline makes of each known
/// user and item, and what each user met. With it raw ids and values can be scored by the file alone.
/// </summary>
internal sealed class ModelCard : IDisposable
{
    /// <summary>Under which key of the metadata it stands.</summary>
    public const string Key = "deeprec";

    /// <summary>The version of the document. A reader refuses newer ones.</summary>
    public const int FormatVersion = 1;

    private readonly MemoryStream _stream = new();
    private readonly Utf8JsonWriter _json;

    /// <param name="kind">Rating or ranking.</param>
    /// <param name="model">The model's name.</param>
    /// <param name="userType">The type of users' ids.</param>
    /// <param name="itemType">The type of items' ids.</param>
    public ModelCard(string kind, string model, Type userType, Type itemType)
    {
        _json = new Utf8JsonWriter(_stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        _json.WriteStartObject();
        _json.WriteNumber("format", FormatVersion);
        _json.WriteString("library", BundleParts.LibraryVersion);
        _json.WriteString("kind", kind);
        _json.WriteString("model", model);
        _json.WriteString("userType", BundleParts.NameOf(userType));
        _json.WriteString("itemType", BundleParts.NameOf(itemType));
    }

    /// <summary>Which input of the graph is fed which encoded column, and what the graph gives.</summary>
    public void Graph(IReadOnlyList<(string Input, FeatureInput Column)> fed, IReadOnlyList<(string Input, int Length)> histories, string output)
    {
        _json.WriteStartArray("inputs");
        foreach (var (input, column) in fed)
        {
            _json.WriteStartObject();
            _json.WriteString("input", input);
            _json.WriteString("column", column.Name);
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
        _json.WriteStartArray("histories");
        foreach (var (input, length) in histories)
        {
            _json.WriteStartObject();
            _json.WriteString("input", input);
            _json.WriteNumber("length", length);
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
        _json.WriteString("output", output);
    }

    /// <summary>The pipeline as it stands in a bundle.</summary>
    public void Pipeline(FittedPipeline pipeline)
    {
        _json.WritePropertyName("pipeline");
        _json.WriteRawValue(pipeline.ToJson());
    }

    /// <summary>A number by name.</summary>
    public void Number(string name, float value) => _json.WriteNumber(name, value);

    /// <summary>Whole numbers by name.</summary>
    public void Numbers(string name, ReadOnlySpan<int> values)
    {
        _json.WriteStartArray(name);
        foreach (int value in values) _json.WriteNumberValue(value);
        _json.WriteEndArray();
    }

    /// <summary>Texts by name.</summary>
    public void Texts(string name, IEnumerable<string> values)
    {
        _json.WriteStartArray(name);
        foreach (string value in values) _json.WriteStringValue(value);
        _json.WriteEndArray();
    }

    /// <summary>Users or items: their ids, and their encoded columns.</summary>
    /// <param name="name">Which of both.</param>
    /// <param name="ids">Whom each row is about.</param>
    /// <param name="encoded">What the pipeline makes of them.</param>
    /// <param name="columns">The columns that are told.</param>
    public void Table(string name, EntityTable ids, Dataset encoded, IEnumerable<FeatureInput> columns)
    {
        _json.WriteStartObject(name);
        _json.WriteStartArray("ids");
        for (int row = 0; row < ids.Count; row++) _json.WriteStringValue(ids.IdAt(row));
        _json.WriteEndArray();
        Columns("columns", encoded, columns);
        _json.WriteEndObject();
    }

    /// <summary>Encoded columns by name, each an array of rows: an id, an array of ids, a number or an array of them. A missing number or vector is null.</summary>
    public void Columns(string name, Dataset encoded, IEnumerable<FeatureInput> columns)
    {
        _json.WriteStartObject(name);
        foreach (var column in columns)
        {
            _json.WriteStartArray(column.Name);
            for (int row = 0; row < encoded.Count; row++) Cell(encoded[column.Name], row);
            _json.WriteEndArray();
        }

        _json.WriteEndObject();
    }

    /// <summary>The document; nothing can be added to it then.</summary>
    public string Finish()
    {
        _json.WriteEndObject();
        _json.Flush();
        return Encoding.UTF8.GetString(_stream.GetBuffer(), 0, (int)_stream.Length);
    }

    public void Dispose()
    {
        _json.Dispose();
        _stream.Dispose();
    }

    private void Cell(Column column, int row)
    {
        switch (column)
        {
            case IdColumn ids: _json.WriteNumberValue(ids.Ids[row]); break;
            case IdBagColumn bags:
                _json.WriteStartArray();
                foreach (int id in bags.Ids[bags.Offsets[row]..bags.Offsets[row + 1]]) _json.WriteNumberValue(id);
                _json.WriteEndArray();
                break;
            case VectorColumn vectors when vectors.IsMissing(row): _json.WriteNullValue(); break;
            case VectorColumn vectors: Several(vectors.VectorOf(vectors.Codes[row])); break;
            case NumberColumn { Width: 1 } numbers: Single(numbers.Values[row]); break;
            case NumberColumn numbers: Several(numbers.Values.Slice(row * numbers.Width, numbers.Width)); break;
            default: throw new NotSupportedException($"An encoded column cannot be a {column.GetType().Name}.");
        }
    }

    private void Several(ReadOnlySpan<float> values)
    {
        _json.WriteStartArray();
        foreach (float value in values) Single(value);
        _json.WriteEndArray();
    }

    private void Single(float value)
    {
        if (float.IsNaN(value)) _json.WriteNullValue();
        else _json.WriteNumberValue(value);
    }
}
