using System.Text.Json;

namespace DeepRec.OnnxServing;

/// <summary>The part of a fitted pipeline that values of a request go through: a raw value of one column becomes what each encoded column made of it holds.</summary>
internal sealed class RequestPipeline
{
    private readonly Dictionary<string, RawColumn> _schema;
    private readonly PipelineStep[] _steps;
    private readonly IReadOnlyDictionary<string, EncodedInput> _inputs;

    /// <param name="pipeline">As DeepRec writes it.</param>
    /// <param name="inputs">What leaves it.</param>
    public RequestPipeline(JsonElement pipeline, IReadOnlyDictionary<string, EncodedInput> inputs)
    {
        _inputs = inputs;
        _schema = pipeline.GetProperty("schema").EnumerateArray().Select(RawColumn.Read).ToDictionary(column => column.Name, StringComparer.Ordinal);
        _steps = [.. pipeline.GetProperty("steps").EnumerateArray().Select(PipelineStep.Read)];
        User = _schema.Values.FirstOrDefault(column => column.Role == "User");
        Item = _schema.Values.FirstOrDefault(column => column.Role == "Item");
    }

    /// <summary>The raw columns.</summary>
    public IReadOnlyCollection<RawColumn> Columns => _schema.Values;

    /// <summary>The column of users' ids, if there is one.</summary>
    public RawColumn? User { get; }

    /// <summary>The column of items' ids, if there is one.</summary>
    public RawColumn? Item { get; }

    /// <summary>The column that a request may give.</summary>
    /// <exception cref="ArgumentException">There is none, or it is not a request's to say.</exception>
    public RawColumn Givable(string name) => _schema.TryGetValue(name, out var column) && column.IsGivable ? column
        : throw new ArgumentException($"'{name}' is not a context or user feature. Those that can be given: {string.Join(", ", _schema.Values.Where(one => one.IsGivable).Select(one => one.Name))}.", nameof(name));

    /// <summary>Encodes a raw value, and adds what came of it by the encoded columns' names.</summary>
    /// <exception cref="ArgumentException">It is no value of the column.</exception>
    /// <exception cref="NotSupportedException">The column goes through a step that only DeepRec has.</exception>
    public void Encode(RawColumn column, object? value, Dictionary<string, Cell> into)
    {
        var cells = new Dictionary<string, object?>(StringComparer.Ordinal) { [column.Name] = column.Parse(value) };
        foreach (var step in _steps)
        {
            if (step.Column is not { } name)
            {
                if (step.Mentions(cells.Keys)) throw new NotSupportedException($"'{column.Name}' goes through the step '{step.Name}', which only DeepRec has: no value of it can be given here. Leave it out, or serve the .deeprec file.");
            }
            else if (cells.ContainsKey(name))
            {
                step.Apply(cells);
            }
        }

        foreach (var (name, cell) in cells) if (_inputs.TryGetValue(name, out var input)) into[name] = ToCell(input, cell);
    }

    private static Cell ToCell(EncodedInput input, object? value) => value switch
    {
        int id when input.Kind == "Id" => Cell.Of(id),
        int[] ids when input.Kind == "IdBag" => Cell.Of(ids),
        float number when input.Kind == "Number" => Cell.Of(number),
        float[] numbers when numbers.Length == input.Size => Cell.Of(numbers),
        null when input.Kind == "Vector" => Cell.Of([.. Enumerable.Repeat(float.NaN, input.Size)]),
        _ => throw new ArgumentException($"'{input.Name}' takes {(input.Kind == "Vector" ? $"{input.Size} numbers" : $"a {input.Kind}")}."),
    };
}
