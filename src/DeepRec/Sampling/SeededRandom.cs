namespace DeepRec;

/// <summary>
/// A small random generator, the same on every machine and in every version: xoshiro256** (Blackman and Vigna 2018), its state filled by
/// SplitMix64 (Steele, Lea and Flood 2014). Not for secrets; not for several threads. A struct: pass it by reference.
/// </summary>
internal struct SeededRandom
{
    private ulong _a;
    private ulong _b;
    private ulong _c;
    private ulong _d;

    public SeededRandom(ulong seed)
    {
        _a = NextOfSplitMix(ref seed);
        _b = NextOfSplitMix(ref seed);
        _c = NextOfSplitMix(ref seed);
        _d = NextOfSplitMix(ref seed);
    }

    /// <summary>Starts from a state, not all zero, as the published test values do.</summary>
    internal SeededRandom(ulong a, ulong b, ulong c, ulong d) => (_a, _b, _c, _d) = (a, b, c, d);

    /// <summary>64 random bits.</summary>
    public ulong Next()
    {
        ulong result = ulong.RotateLeft(_b * 5, 7) * 9;
        ulong shifted = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= shifted;
        _d = ulong.RotateLeft(_d, 45);
        return result;
    }

    /// <summary>A number in 0 … <paramref name="bound"/> − 1, each equally likely (Lemire 2019: multiply, and draw again in the uneven rest).</summary>
    public int NextInt(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        uint range = (uint)bound;
        ulong product = (Next() >> 32) * range;
        if ((uint)product < range)
        {
            uint rest = (0u - range) % range; // 2^32 mod range
            while ((uint)product < rest) product = (Next() >> 32) * range;
        }

        return (int)(product >> 32);
    }

    /// <summary>A number in [0, 1), a multiple of 2⁻⁵³.</summary>
    public double NextDouble() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A number from the normal distribution of mean 0 and variance 1 (Marsaglia's polar method).</summary>
    public double NextGaussian()
    {
        while (true)
        {
            double x = 2 * NextDouble() - 1;
            double y = 2 * NextDouble() - 1;
            double square = x * x + y * y;
            if (square is > 0 and < 1) return x * Math.Sqrt(-2 * Math.Log(square) / square);
        }
    }

    /// <summary>One step of SplitMix64.</summary>
    internal static ulong NextOfSplitMix(ref ulong state) => StableHash.Mix(state += 0x9E3779B97F4A7C15UL);
}
