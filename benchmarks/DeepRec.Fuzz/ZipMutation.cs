namespace DeepRec.Fuzz;

/// <summary>Changes to the structure of an archive: fields of its headers, names, entries of its directory taken out or stated twice.</summary>
internal static class ZipMutation
{
    private const int FieldsLength = 46;

    public static byte[] Structure(ref SeededRandom random, byte[] archive)
    {
        byte[] bytes = [.. archive];
        for (int change = 1 + random.NextInt(2); change > 0; change--)
        {
            int[] headers = Headers(bytes);
            if (headers.Length == 0) return bytes;
            int start = headers[random.NextInt(headers.Length)];
            int length = Math.Min(FieldsLength + random.NextInt(20), bytes.Length - start);
            int next = headers.FirstOrDefault(h => h > start, bytes.Length);
            switch (random.NextInt(6))
            {
                case 0: bytes = [.. bytes[..start], .. bytes[next..]]; break;
                case 1: bytes = [.. bytes[..next], .. bytes[start..next], .. bytes[next..]]; break;
                case 2: bytes[start + random.NextInt(length)] ^= (byte)(1 << random.NextInt(8)); break;
                default: Mutation.Overwrite(ref random, bytes, start + random.NextInt(length)); break;
            }
        }

        return bytes;
    }

    // Where "PK" and a kind of header stand.
    private static int[] Headers(byte[] bytes)
    {
        var found = new List<int>();
        for (int i = bytes.AsSpan().IndexOf("PK"u8); i >= 0;)
        {
            found.Add(i);
            int next = bytes.AsSpan(i + 2).IndexOf("PK"u8);
            i = next < 0 ? -1 : i + 2 + next;
        }

        return [.. found];
    }
}
