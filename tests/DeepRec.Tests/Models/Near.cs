namespace DeepRec.Tests;

/// <summary>Arrays that agree within a tolerance, element by element.</summary>
internal static class Near
{
    public static void Equal(IReadOnlyList<double> expected, IReadOnlyList<double> actual, double tolerance)
    {
        Assert.Equal(expected.Count, actual.Count);
        for (int i = 0; i < expected.Count; i++) Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance, $"[{i}]: expected {expected[i]:R}, found {actual[i]:R}, tolerance {tolerance:R}");
    }

    public static void Equal(IReadOnlyList<float> expected, IReadOnlyList<float> actual, double tolerance = 1e-6) =>
        Equal([.. expected.Select(v => (double)v)], [.. actual.Select(v => (double)v)], tolerance);
}
