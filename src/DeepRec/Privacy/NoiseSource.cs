using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace DeepRec;

/// <summary>Where draws and noise of private training come from: a seed, or the system's cryptographic generator. Not for several threads.</summary>
internal sealed class NoiseSource
{
    private readonly ulong[] _bits = new ulong[512];
    private readonly bool _isCryptographic;
    private SeededRandom _random;
    private int _next;

    private NoiseSource(bool isCryptographic, ulong seed) => (_isCryptographic, _random, _next) = (isCryptographic, new SeededRandom(seed), _bits.Length);

    /// <summary>By the seed alone: whoever knows it knows the noise.</summary>
    public static NoiseSource Seeded(ulong seed) => new(isCryptographic: false, seed);

    /// <summary>By <see cref="RandomNumberGenerator"/>: nobody can tell it again.</summary>
    public static NoiseSource Cryptographic() => new(isCryptographic: true, 0);

    /// <summary>A number in [0, 1).</summary>
    public double NextDouble() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Each of 0 … count − 1 with the same chance by itself, in ascending order (Poisson sampling): by the geometric gaps between those that are drawn.</summary>
    /// <param name="count">How many there are.</param>
    /// <param name="rate">The chance, above 0, at most 1.</param>
    public int[] Draw(int count, double rate)
    {
        if (rate == 1) return [.. Enumerable.Range(0, count)];
        var drawn = new List<int>();
        double log = SmallNumbers.LogPlusOne(-rate);
        for (double at = Gap(); at < count; at += 1 + Gap()) drawn.Add((int)at);
        return [.. drawn];

        double Gap() => Math.Floor(Math.Log(1 - NextDouble()) / log);
    }

    /// <summary>Adds a normal number of a deviation to each value (Box and Muller 1958).</summary>
    public void Add(Span<float> values, double deviation)
    {
        for (int i = 0; i < values.Length; i += 2)
        {
            double length = deviation * Math.Sqrt(-2 * Math.Log(1 - NextDouble()));
            var (sine, cosine) = Math.SinCos(2 * Math.PI * NextDouble());
            values[i] += (float)(length * cosine);
            if (i + 1 < values.Length) values[i + 1] += (float)(length * sine);
        }
    }

    private ulong Next()
    {
        if (!_isCryptographic) return _random.Next();
        if (_next == _bits.Length)
        {
            RandomNumberGenerator.Fill(MemoryMarshal.AsBytes(_bits.AsSpan()));
            _next = 0;
        }

        return _bits[_next++];
    }
}
