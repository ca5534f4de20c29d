namespace DeepRec.Preprocessing;

/// <summary>Exact quantiles by linear interpolation: type 7 of Hyndman and Fan (1996), the default of R and NumPy.</summary>
internal static class Quantiles
{
    /// <summary>x[⌊h⌋] + (h − ⌊h⌋) (x[⌊h⌋ + 1] − x[⌊h⌋]) with h = (n − 1) p, counted from 0; 0 where there are no values.</summary>
    /// <param name="sorted">Ascending.</param>
    /// <param name="probability">In [0, 1].</param>
    public static float At(ReadOnlySpan<float> sorted, double probability)
    {
        if (sorted.IsEmpty) return 0;
        double place = (sorted.Length - 1) * probability;
        int below = (int)place;
        double low = sorted[below];
        double high = sorted[Math.Min(below + 1, sorted.Length - 1)];
        return (float)(low + ((place - below) * (high - low)));
    }
}
