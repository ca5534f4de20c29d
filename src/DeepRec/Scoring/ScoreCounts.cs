using System.Numerics;

namespace DeepRec;

/// <summary>How many scores of a row are greater than, or equal to, some of them: ranks without sorting.</summary>
internal static class ScoreCounts
{
    // Of a row: what stays in the nearest cache while all thresholds are compared with it.
    private const int Chunk = 4096;

    /// <param name="scores">Shape [I]; −∞ stands for what is no candidate.</param>
    /// <param name="thresholds">Shape [R]; finite.</param>
    /// <param name="greater">Shape [R]; filled with how many scores are greater.</param>
    /// <param name="equal">Shape [R]; filled with how many scores are equal, the threshold's own among them.</param>
    public static void Count(ReadOnlySpan<float> scores, ReadOnlySpan<float> thresholds, Span<int> greater, Span<int> equal)
    {
        greater.Clear();
        equal.Clear();
        for (int start = 0; start < scores.Length; start += Chunk)
        {
            var chunk = scores.Slice(start, Math.Min(Chunk, scores.Length - start));
            for (int i = 0; i < thresholds.Length; i++)
            {
                var (above, same) = CountOf(chunk, thresholds[i]);
                greater[i] += above;
                equal[i] += same;
            }
        }
    }

    private static (int Greater, int Equal) CountOf(ReadOnlySpan<float> scores, float threshold)
    {
        // A comparison gives −1 in each lane that holds.
        Vector<int> greater = default, equal = default;
        var wanted = new Vector<float>(threshold);
        int i = 0;
        for (; i <= scores.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var lanes = new Vector<float>(scores[i..]);
            greater -= Vector.GreaterThan(lanes, wanted);
            equal -= Vector.Equals(lanes, wanted);
        }

        int above = Vector.Sum(greater), same = Vector.Sum(equal);
        for (; i < scores.Length; i++)
        {
            if (scores[i] > threshold) above++;
            else if (scores[i] == threshold) same++;
        }

        return (above, same);
    }
}
