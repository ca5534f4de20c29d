namespace DeepRec;

/// <summary>A hash of text that is the same on every machine and in every version: FNV-1a, 64 bits, over UTF-16 code units, then a final mix.</summary>
internal static class StableHash
{
    public static ulong Of(ReadOnlySpan<char> text)
    {
        ulong hash = 14695981039346656037UL;
        foreach (char c in text)
        {
            hash = (hash ^ (byte)c) * 1099511628211UL;
            hash = (hash ^ (byte)(c >> 8)) * 1099511628211UL;
        }

        return Mix(hash);
    }

    /// <summary>Combines numbers, such as a seed and a step, into one well-mixed seed.</summary>
    public static ulong Combine(ulong first, ulong second) => Mix(first ^ Mix(second + 0x9E3779B97F4A7C15UL));

    /// <summary>The finaliser of SplitMix64 (Steele, Lea and Flood 2014).</summary>
    public static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
        return value ^ (value >> 31);
    }
}
