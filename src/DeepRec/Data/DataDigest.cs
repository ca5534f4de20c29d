using System.Runtime.InteropServices;

namespace DeepRec;

/// <summary>Hashes of data, to tell it from other data. The same on every machine.</summary>
internal static class DataDigest
{
    /// <summary>A hash of the encoded columns of those names and of their values.</summary>
    public static ulong Of(Dataset rows, IEnumerable<string> columns)
    {
        ulong hash = 0;
        foreach (string name in columns)
        {
            hash = StableHash.Combine(hash, StableHash.Of(name));
            hash = rows[name] switch
            {
                IdColumn ids => With(hash, ids.Ids),
                IdBagColumn bag => With(With(hash, bag.Offsets), bag.Ids),
                NumberColumn numbers => With(hash, MemoryMarshal.Cast<float, int>(numbers.Values)),
                VectorColumn vectors => With(With(hash, vectors.Codes), MemoryMarshal.Cast<float, int>(vectors.Values)),
                _ => hash,
            };
        }

        return hash;
    }

    /// <summary>The hash with more values mixed in.</summary>
    public static ulong With(ulong hash, ReadOnlySpan<int> values)
    {
        foreach (int value in values) hash = StableHash.Combine(hash, (uint)value);
        return hash;
    }
}
