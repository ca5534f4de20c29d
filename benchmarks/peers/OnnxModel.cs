using System.Runtime.InteropServices;
using System.Text;

namespace DeepRec.Peers;

/// <summary>An ONNX model as bytes: nodes, weights, one input of ids, one of numbers, one output. The little of the protobuf format that this takes.</summary>
internal sealed class OnnxModel : IDisposable
{
    private const int Float = 1, Int64 = 7, Int = 2, FormatVersion = 8, Operators = 13;
    private readonly MemoryStream _graph = new();

    /// <summary>A tensor of float32 that is part of the model.</summary>
    public void Weight(string name, ReadOnlySpan<float> values, params long[] shape) => Tensor(name, Float, MemoryMarshal.AsBytes(values), shape);

    /// <summary>A tensor of numbers such as a shape.</summary>
    public void Constant(string name, params long[] values) => Tensor(name, Int64, MemoryMarshal.AsBytes<long>(values), values.Length);

    /// <summary>A node.</summary>
    public void Node(string type, string[] inputs, string output, params (string Name, long Value)[] attributes)
    {
        using var node = new MemoryStream();
        foreach (string input in inputs) Put(node, 1, input);
        Put(node, 2, output);
        Put(node, 4, type);
        foreach (var (name, value) in attributes)
        {
            using var attribute = new MemoryStream();
            Put(attribute, 1, name);
            Put(attribute, 3, value);
            Put(attribute, 20, Int);
            Put(node, 5, attribute.ToArray());
        }

        Put(_graph, 1, node.ToArray());
    }

    /// <summary>The whole.</summary>
    /// <param name="ids">The input of ids: its name and width.</param>
    /// <param name="numbers">The input of numbers: its name and width.</param>
    /// <param name="output">The output, shape [1, 1].</param>
    public byte[] ToBytes((string Name, int Width) ids, (string Name, int Width) numbers, string output)
    {
        Put(_graph, 2, "scoring");
        Put(_graph, 11, Value(ids.Name, Int64, ids.Width));
        Put(_graph, 11, Value(numbers.Name, Float, numbers.Width));
        Put(_graph, 12, Value(output, Float, 1));
        using MemoryStream model = new(), operators = new();
        Put(operators, 1, "");
        Put(operators, 2, Operators);
        Put(model, 1, FormatVersion);
        Put(model, 8, operators.ToArray());
        Put(model, 7, _graph.ToArray());
        return model.ToArray();
    }

    public void Dispose() => _graph.Dispose();

    private void Tensor(string name, int type, ReadOnlySpan<byte> values, params long[] shape)
    {
        using var tensor = new MemoryStream();
        foreach (long length in shape) Put(tensor, 1, length);
        Put(tensor, 2, type);
        Put(tensor, 8, name);
        Put(tensor, 9, values.ToArray());
        Put(_graph, 5, tensor.ToArray());
    }

    // A tensor [1, width].
    private static byte[] Value(string name, int type, int width)
    {
        using MemoryStream value = new(), kind = new(), tensor = new(), shape = new();
        foreach (int length in new[] { 1, width })
        {
            using var dimension = new MemoryStream();
            Put(dimension, 1, (long)length);
            Put(shape, 1, dimension.ToArray());
        }

        Put(tensor, 1, type);
        Put(tensor, 2, shape.ToArray());
        Put(kind, 1, tensor.ToArray());
        Put(value, 1, name);
        Put(value, 2, kind.ToArray());
        return value.ToArray();
    }

    private static void Put(MemoryStream stream, int field, string text) => Put(stream, field, Encoding.UTF8.GetBytes(text));

    private static void Put(MemoryStream stream, int field, byte[] content)
    {
        Varint(stream, ((ulong)field << 3) | 2);
        Varint(stream, (ulong)content.Length);
        stream.Write(content);
    }

    private static void Put(MemoryStream stream, int field, long value)
    {
        Varint(stream, (ulong)field << 3);
        Varint(stream, (ulong)value);
    }

    private static void Varint(MemoryStream stream, ulong value)
    {
        for (; value >= 0x80; value >>= 7) stream.WriteByte((byte)(value | 0x80));
        stream.WriteByte((byte)value);
    }
}
