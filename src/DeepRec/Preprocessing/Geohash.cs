namespace DeepRec.Preprocessing;

/// <summary>
/// Geohash cells: the earth cut in halves, by longitude and latitude in turn, five cuts a character. A cell's text begins with that of every cell around it.
/// </summary>
internal static class Geohash
{
    public const int MaximumPrecision = 8; // finer cells are smaller than what a float tells apart
    private const string Alphabet = "0123456789bcdefghjkmnpqrstuvwxyz";
    private const int BitsPerCharacter = 5;

    /// <summary>The cell of a place.</summary>
    /// <param name="latitude">−90 … 90 degrees.</param>
    /// <param name="longitude">−180 … 180 degrees.</param>
    /// <param name="precision">How many characters.</param>
    public static string Of(double latitude, double longitude, int precision)
    {
        var (south, north, west, east) = (-90.0, 90.0, -180.0, 180.0);
        Span<char> text = stackalloc char[precision];
        bool isLongitude = true;
        for (int place = 0; place < precision; place++)
        {
            int digit = 0;
            for (int bit = 0; bit < BitsPerCharacter; bit++, isLongitude = !isLongitude) digit = (digit << 1) | (isLongitude ? Halve(longitude, ref west, ref east) : Halve(latitude, ref south, ref north));
            text[place] = Alphabet[digit];
        }

        return new string(text);
    }

    // 1 for the upper half, to which the middle belongs.
    private static int Halve(double value, ref double low, ref double high)
    {
        double middle = (low + high) / 2;
        if (value >= middle)
        {
            low = middle;
            return 1;
        }

        high = middle;
        return 0;
    }
}
