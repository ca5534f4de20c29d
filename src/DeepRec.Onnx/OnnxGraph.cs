using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using DeepRec.OnnxFormat;
using Google.Protobuf;

namespace DeepRec.Onnx;

/// <summary>A graph that grows node by node. A value is known by its name; names of the writer's own begin with a slash, those of inputs are the caller's.</summary>
internal sealed partial class OnnxGraph
{
    /// <summary>The operator set: the last one of which every runtime of the last years knows all.</summary>
    public const int OperatorSet = 17;

    /// <summary>The version of the file format that goes with it.</summary>
    public const int FormatVersion = 8;

    // A message of protobuf is smaller than 2 GiB, and nodes and metadata need some of it.
    private const long GreatestBytes = 2_000_000_000;

    private readonly GraphProto _graph = new() { Name = "DeepRec" };
    private readonly Dictionary<string, string> _constants = new(StringComparer.Ordinal);
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private long _bytes;
    private int _values;

    /// <summary>What is fed, in order.</summary>
    public IReadOnlyList<string> Inputs => [.. _graph.Input.Select(input => input.Name)];

    /// <summary>The model of all that was added.</summary>
    /// <param name="producerVersion">That of the library.</param>
    /// <param name="metadata">Texts by key.</param>
    public ModelProto ToModel(string producerVersion, IReadOnlyDictionary<string, string> metadata)
    {
        var model = new ModelProto { IrVersion = FormatVersion, ProducerName = "DeepRec", ProducerVersion = producerVersion, Graph = _graph };
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = "", Version = OperatorSet });
        foreach (var (key, value) in metadata)
        {
            if ((_bytes += Encoding.UTF8.GetByteCount(value)) > GreatestBytes) throw TooLarge();
            model.MetadataProps.Add(new StringStringEntryProto { Key = key, Value = value });
        }

        return model;
    }

    /// <summary>A value that is fed.</summary>
    /// <param name="name">The caller's; one that is taken gets an underscore.</param>
    /// <param name="type">What its elements are.</param>
    /// <param name="shape">Lengths, and names of lengths that differ from call to call.</param>
    public string Input(string name, OnnxType type, params ReadOnlySpan<object> shape)
    {
        name = Unique(name);
        _graph.Input.Add(Value(name, type, shape));
        return name;
    }

    /// <summary>Gives a value to the caller.</summary>
    /// <returns>The name that it has there.</returns>
    public string Output(string value, string name, OnnxType type, params ReadOnlySpan<object> shape)
    {
        name = Unique(name);
        Node("Identity", [value], [name], []);
        _graph.Output.Add(Value(name, type, shape));
        return name;
    }

    /// <summary>A node without attributes.</summary>
    /// <returns>The value that it makes.</returns>
    public string Op(string type, params ReadOnlySpan<string> inputs) => Op(type, inputs, []);

    /// <summary>A node; an attribute is a <see cref="long"/>, a <see cref="float"/>, an array of longs or a text.</summary>
    public string Op(string type, ReadOnlySpan<string> inputs, params ReadOnlySpan<(string Name, object Value)> attributes) => Ops(type, inputs, 1, attributes)[0];

    /// <summary>A node of several results.</summary>
    public string[] Ops(string type, ReadOnlySpan<string> inputs, int outputs, params ReadOnlySpan<(string Name, object Value)> attributes)
    {
        var names = new string[outputs];
        for (int i = 0; i < outputs; i++) names[i] = string.Create(CultureInfo.InvariantCulture, $"/{_values++}");
        Node(type, inputs, names, attributes);
        return names;
    }

    /// <summary>A tensor of float32 that is part of the file; one of the same name is there once.</summary>
    public string Weight(string name, ReadOnlySpan<float> values, params ReadOnlySpan<long> shape)
    {
        string key = $"/{name}";
        if (_constants.TryAdd(key, key)) Tensor(key, OnnxType.Float, MemoryMarshal.AsBytes(values), shape);
        return key;
    }

    /// <summary>A tensor of int64 that is part of the file; one of the same name is there once.</summary>
    public string Ids(string name, ReadOnlySpan<long> values, params ReadOnlySpan<long> shape)
    {
        string key = $"/{name}";
        if (_constants.TryAdd(key, key)) Tensor(key, OnnxType.Int64, MemoryMarshal.AsBytes(values), shape);
        return key;
    }

    /// <summary>A constant of float32; equal ones are there once.</summary>
    public string Floats(ReadOnlySpan<float> values, params ReadOnlySpan<long> shape) => Constant(OnnxType.Float, MemoryMarshal.AsBytes(values), shape);

    /// <summary>A number without axes.</summary>
    public string Scalar(double value) => Floats([(float)value], []);

    /// <summary>Whole numbers along one axis.</summary>
    public string Ints(params ReadOnlySpan<long> values) => Constant(OnnxType.Int64, MemoryMarshal.AsBytes(values), [values.Length]);

    /// <summary>A whole number without axes.</summary>
    public string Int(long value) => Constant(OnnxType.Int64, MemoryMarshal.AsBytes([value]), []);

    private string Constant(OnnxType type, ReadOnlySpan<byte> values, ReadOnlySpan<long> shape)
    {
        string key = $"{type} [{string.Join(',', shape.ToArray())}] {Convert.ToHexString(values)}";
        if (_constants.TryGetValue(key, out string? name)) return name;
        name = string.Create(CultureInfo.InvariantCulture, $"/constant{_constants.Count}");
        _constants.Add(key, name);
        Tensor(name, type, values, shape);
        return name;
    }

    private void Tensor(string name, OnnxType type, ReadOnlySpan<byte> values, ReadOnlySpan<long> shape)
    {
        if ((_bytes += values.Length) > GreatestBytes) throw TooLarge();
        var tensor = new TensorProto { Name = name, DataType = (int)type, RawData = ByteString.CopyFrom(values) };
        foreach (long length in shape) tensor.Dims.Add(length);
        _graph.Initializer.Add(tensor);
    }

    private void Node(string type, ReadOnlySpan<string> inputs, ReadOnlySpan<string> outputs, ReadOnlySpan<(string Name, object Value)> attributes)
    {
        var node = new NodeProto { OpType = type, Name = $"{type}{outputs[0]}" };
        foreach (string input in inputs) node.Input.Add(input);
        foreach (string output in outputs) node.Output.Add(output);
        foreach (var (name, value) in attributes) node.Attribute.Add(Attribute(name, value));
        _graph.Node.Add(node);
    }

    private string Unique(string name)
    {
        while (!_names.Add(name)) name += "_";
        return name;
    }

    private static AttributeProto Attribute(string name, object value)
    {
        var attribute = new AttributeProto { Name = name };
        switch (value) // the types' numbers are the format's
        {
            case float number: (attribute.F, attribute.Type) = (number, 1); break;
            case int whole: (attribute.I, attribute.Type) = (whole, 2); break;
            case string text: (attribute.S, attribute.Type) = (ByteString.CopyFromUtf8(text), 3); break;
            case long[] several:
                attribute.Ints.Add(several);
                attribute.Type = 7;
                break;
            default: throw new ArgumentException($"An attribute cannot be a {value.GetType()}.", nameof(value));
        }

        return attribute;
    }

    private static ValueInfoProto Value(string name, OnnxType type, ReadOnlySpan<object> shape)
    {
        var lengths = new TensorShapeProto();
        foreach (object length in shape)
        {
            lengths.Dim.Add(length is string free ? new TensorShapeProto.Types.Dimension { DimParam = free } : new TensorShapeProto.Types.Dimension { DimValue = Convert.ToInt64(length, CultureInfo.InvariantCulture) });
        }

        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = (int)type, Shape = lengths } } };
    }

    private static NotSupportedException TooLarge() => new("The model's tables and vocabularies are larger than the 2 GB that an ONNX file of one part holds. Take shorter vectors, or serve the .deeprec file.");
}
