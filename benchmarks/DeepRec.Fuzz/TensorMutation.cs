using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace DeepRec.Fuzz;

/// <summary>Changes to a safetensors part: its header as text, its numbers one by one, its tensors as a whole.</summary>
internal static class TensorMutation
{
    private static readonly float[] Floats = [0, -0f, 1, -1, 1e-45f, 1e10f, 3.4e38f, -3.4e38f, float.MaxValue, float.Epsilon, float.NaN, float.PositiveInfinity, float.NegativeInfinity];

    /// <summary>Changes the header's text; its length is stated anew, the numbers stay.</summary>
    public static byte[] Header(ref SeededRandom random, byte[] part)
    {
        int length = (int)BinaryPrimitives.ReadInt64LittleEndian(part);
        byte[] header = Encoding.UTF8.GetBytes(JsonMutation.Text(ref random, Encoding.UTF8.GetString(part, 8, length)));
        byte[] prefix = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(prefix, random.NextInt(20) == 0 ? Mutation.Edge(ref random) : header.Length);
        return [.. prefix, .. header, .. part.AsSpan(8 + length)];
    }

    /// <summary>Changes tensors and keeps the file sound: numbers, types, shapes, names, a tensor less, a tensor twice.</summary>
    public static byte[] Arrays(ref SeededRandom random, byte[] part)
    {
        var content = SafeTensors.Read(part);
        var arrays = content.Arrays.ToList();
        for (int change = 1 + random.NextInt(3); change > 0 && arrays.Count > 0; change--)
        {
            int place = random.NextInt(arrays.Count);
            if (Once(ref random, arrays[place]) is { } changed) arrays[place] = changed;
            else arrays.RemoveAt(place);
        }

        using var stream = new MemoryStream();
        SafeTensors.Write(stream, [.. arrays.DistinctBy(a => a.Name)], content.Metadata);
        return stream.ToArray();
    }

    private static NamedArray? Once(ref SeededRandom random, NamedArray array)
    {
        byte[] data = array.Data.ToArray();
        switch (random.NextInt(12))
        {
            case 0: return null;
            case 1: return new NamedArray(array.Name + Mutation.Pick(ref random, ["", "x", ".weight", "/codes"]), array.Type, data, [.. array.Shape]);
            case 2: return new NamedArray(array.Name, array.Type, data, [.. array.Shape.Reverse()]);
            case 3: return new NamedArray(array.Name, ElementType.UInt8, data, data.Length);
            case 4 when array.Shape.Count == 1: return Resized(ref random, array, data);
            default:
                for (int change = 1 + random.NextInt(3); change > 0 && data.Length > 0; change--) Number(ref random, array.Type, data);
                return new NamedArray(array.Name, array.Type, data, [.. array.Shape]);
        }
    }

    // Shorter, or longer by what it holds already.
    private static NamedArray Resized(ref SeededRandom random, NamedArray array, byte[] data)
    {
        int kept = random.NextInt(array.ElementCount + 1) * ElementTypes.SizeOf(array.Type);
        byte[] resized = random.NextInt(2) == 0 ? data[..kept] : [.. data, .. data[..kept]];
        return new NamedArray(array.Name, array.Type, resized, resized.Length / ElementTypes.SizeOf(array.Type));
    }

    private static void Number(ref SeededRandom random, ElementType type, byte[] data)
    {
        int place = random.NextInt(data.Length / ElementTypes.SizeOf(type));
        switch (type)
        {
            case ElementType.Float32:
                var floats = MemoryMarshal.Cast<byte, float>(data.AsSpan());
                floats[place] = random.NextInt(3) == 0 ? Mutation.Pick(ref random, Floats) : floats[place] * (float)(1 + (1e-3 * random.NextGaussian()));
                break;
            case ElementType.Int32:
                var integers = MemoryMarshal.Cast<byte, int>(data.AsSpan());
                integers[place] = random.NextInt(2) == 0 ? random.NextInt(12) - 1 : (int)Mutation.Edge(ref random);
                break;
            case ElementType.Int64:
                var longs = MemoryMarshal.Cast<byte, long>(data.AsSpan());
                longs[place] = random.NextInt(2) == 0 ? random.NextInt(40) : Mutation.Edge(ref random);
                break;
            default:
                data[place] = (byte)random.NextInt(256);
                break;
        }
    }
}
