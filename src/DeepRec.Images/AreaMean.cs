namespace DeepRec;

/// <summary>Makes pictures smaller, or larger: a pixel is the mean of what it covers, parts of pixels by their share.</summary>
internal static class AreaMean
{
    private const int Channels = 3;

    /// <param name="pixels">RGBA, not premultiplied, 4 bytes a pixel, row after row.</param>
    /// <param name="width">Columns of the picture.</param>
    /// <param name="height">Rows of the picture.</param>
    /// <param name="toWidth">Columns of the result.</param>
    /// <param name="toHeight">Rows of the result.</param>
    /// <returns>Shape [3 × toHeight × toWidth], −1 for black, 1 for full colour.</returns>
    public static float[] Of(ReadOnlySpan<byte> pixels, int width, int height, int toWidth, int toHeight)
    {
        var mean = new float[Channels * toHeight * toWidth];
        var sums = new double[Channels];
        double stepX = (double)width / toWidth, stepY = (double)height / toHeight;
        for (int y = 0; y < toHeight; y++)
        {
            for (int x = 0; x < toWidth; x++)
            {
                Array.Clear(sums);
                double area = Sum(pixels, width, height, (x * stepX, (x + 1) * stepX), (y * stepY, (y + 1) * stepY), sums);
                for (int c = 0; c < Channels; c++) mean[(c * toHeight + y) * toWidth + x] = (float)((sums[c] / area - 127.5) / 127.5);
            }
        }

        return mean;
    }

    private static double Sum(ReadOnlySpan<byte> pixels, int width, int height, (double From, double To) across, (double From, double To) down, double[] sums)
    {
        double area = 0;
        for (int y = (int)down.From; y < Math.Min(height, down.To); y++)
        {
            double share = Math.Min(y + 1, down.To) - Math.Max(y, down.From);
            for (int x = (int)across.From; x < Math.Min(width, across.To); x++)
            {
                double weight = share * (Math.Min(x + 1, across.To) - Math.Max(x, across.From));
                if (weight <= 0) continue;
                var pixel = pixels.Slice(4 * (y * width + x), 4);
                double opacity = pixel[3] / 255.0;
                area += weight;
                for (int c = 0; c < Channels; c++) sums[c] += weight * (opacity * pixel[c] + (1 - opacity) * 255); // on white
            }
        }

        return area;
    }
}
