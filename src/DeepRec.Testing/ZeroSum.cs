namespace DeepRec.Testing;

/// <summary>Planted effects that sum to zero over the ratings, so that each is of the size asked and none leaks into another.</summary>
internal static class ZeroSum
{
    /// <summary>Values drawn evenly from an interval, then shifted and scaled to mean 0 and the given standard deviation under the weights.</summary>
    public static double[] Draw(ReadOnlySpan<int> weights, double deviation, Random random)
    {
        var values = new double[weights.Length];
        double total = 0;
        double mean = 0;
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = 2 * random.NextDouble() - 1;
            total += weights[i];
            mean += weights[i] * values[i];
        }

        mean /= total;
        double variance = 0;
        for (int i = 0; i < values.Length; i++) variance += weights[i] * (values[i] - mean) * (values[i] - mean) / total;
        double scale = Scale(variance, deviation);
        for (int i = 0; i < values.Length; i++) values[i] = scale * (values[i] - mean);
        return values;
    }

    /// <summary>
    /// A signed table of tastes: the cosine of the angle between a row's and a column's direction on a circle, shifted so that every row and every
    /// column sums to zero under the weights, scaled to the given standard deviation. Of rank 2 before the shift.
    /// </summary>
    public static double[,] Table(double[] rowAngles, double[] columnAngles, int[] rowWeights, int[] columnWeights, double deviation)
    {
        var (rows, columns) = (rowAngles.Length, columnAngles.Length);
        double rowTotal = rowWeights.Sum();
        double columnTotal = columnWeights.Sum();
        var table = new double[rows, columns];
        var rowMeans = new double[rows];
        var columnMeans = new double[columns];
        double mean = 0;
        for (int r = 0; r < rows; r++)
        {
            for (int c = 0; c < columns; c++)
            {
                table[r, c] = Math.Cos(rowAngles[r] - columnAngles[c]);
                rowMeans[r] += table[r, c] * columnWeights[c] / columnTotal;
                columnMeans[c] += table[r, c] * rowWeights[r] / rowTotal;
            }

            mean += rowMeans[r] * rowWeights[r] / rowTotal;
        }

        double variance = 0;
        for (int r = 0; r < rows; r++)
        {
            for (int c = 0; c < columns; c++)
            {
                table[r, c] += mean - rowMeans[r] - columnMeans[c];
                variance += table[r, c] * table[r, c] * (rowWeights[r] / rowTotal) * (columnWeights[c] / columnTotal);
            }
        }

        double scale = Scale(variance, deviation);
        for (int r = 0; r < rows; r++) for (int c = 0; c < columns; c++) table[r, c] *= scale;
        return table;
    }

    // One user or one item alone has no taste against others: the effect is nothing, not a division by nothing.
    private static double Scale(double variance, double deviation) => variance > 1e-12 ? deviation / Math.Sqrt(variance) : 0;
}
