using System.Buffers.Binary;

namespace DeepRec.Fuzz;

/// <summary>Changes to bytes: flipped, overwritten, cut, repeated, filled with numbers at the edge of what is possible.</summary>
internal static class Mutation
{
    private static readonly long[] Edges = [0, 1, 2, 3, 7, 8, 255, 256, 32767, 65535, 65536, int.MaxValue - 1, int.MaxValue, uint.MaxValue - 1, uint.MaxValue, long.MaxValue, -1, -2, int.MinValue, long.MinValue];

    public static long Edge(ref SeededRandom random) => Edges[random.NextInt(Edges.Length)];

    public static T Pick<T>(ref SeededRandom random, IReadOnlyList<T> values) => values[random.NextInt(values.Count)];

    /// <summary>A changed copy.</summary>
    public static byte[] Bytes(ref SeededRandom random, byte[] source)
    {
        byte[] bytes = [.. source];
        for (int change = 1 + random.NextInt(3); change > 0 && bytes.Length > 0; change--) bytes = Once(ref random, bytes);
        return bytes;
    }

    /// <summary>Overwrites one, two, four or eight bytes.</summary>
    public static void Overwrite(ref SeededRandom random, Span<byte> bytes, int position)
    {
        Span<byte> number = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(number, Edge(ref random));
        number[..Math.Min(1 << random.NextInt(4), bytes.Length - position)].CopyTo(bytes[position..]);
    }

    private static byte[] Once(ref SeededRandom random, byte[] bytes)
    {
        int position = random.NextInt(bytes.Length), length = Math.Min(1 + random.NextInt(40), bytes.Length - position);
        switch (random.NextInt(8))
        {
            case 0: bytes[position] ^= (byte)(1 << random.NextInt(8)); return bytes;
            case 1: bytes[position] = (byte)random.NextInt(256); return bytes;
            case 2 or 3: Overwrite(ref random, bytes, position); return bytes;
            case 4: return bytes[..position];
            case 5: return [.. bytes[..position], .. bytes[(position + length)..]];
            case 6: return [.. bytes[..position], .. bytes.AsSpan(position, length), .. bytes[position..]];
            default:
                int source = random.NextInt(bytes.Length - length + 1);
                bytes.AsSpan(source, length).CopyTo(bytes.AsSpan(position));
                return bytes;
        }
    }
}
