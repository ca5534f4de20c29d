using System.Numerics;

namespace DeepRec;

/// <summary>
/// A table's rows under Adam, of which those without a gradient rest: the steps that they miss are taken together once a row is needed, with the same result up to rounding
/// and at the cost of one. Not thread-safe.
/// </summary>
/// <param name="pauses">Of all tables of an optimiser.</param>
/// <param name="rows">V.</param>
/// <param name="step">Up to which all rows are as they should be.</param>
internal sealed class RestingRows(AdamPauses pauses, int rows, long step)
{
    private readonly int[] _since = Filled(rows, checked((int)step)); // up to which step a row is as it should be

    /// <summary>Brings a row up to a step.</summary>
    /// <param name="row">Which.</param>
    /// <param name="now">The last step that was taken.</param>
    /// <param name="weights">Of the row.</param>
    /// <param name="first">Its first moments.</param>
    /// <param name="second">Its second moments.</param>
    /// <param name="beta1">β₁.</param>
    /// <param name="beta2">β₂.</param>
    public void Wake(int row, long now, Span<float> weights, Span<float> first, Span<float> second, float beta1, float beta2)
    {
        ref int since = ref _since[row];
        if (since == now) return;
        var pause = pauses.Since(since);
        since = checked((int)now);
        Vector<float> smallest = new(pause.Smallest), limit = new(pause.Limit);
        for (int i = 0; i < weights.Length; i += Vector<float>.Count)
        {
            Vector<float> m = Lanes.Load<float>(first, i), v = Lanes.Load<float>(second, i);
            if (Vector.EqualsAll(m, Vector<float>.Zero) && Vector.EqualsAll(v, Vector<float>.Zero)) continue; // never met
            var root = Vector.SquareRoot(v) + smallest;
            Vector<float> moved;
            if (Vector.GreaterThanOrEqualAll(root * root * root, limit))
            {
                var u = Vector<float>.One / root;
                moved = m * u * (new Vector<float>(pause.Sum0) - (u * (new Vector<float>(pause.Sum1) - (u * pause.Sum2))));
            }
            else moved = OneByOne(pauses.Steps(pause), m, v, beta1, beta2);
            Lanes.Store(Lanes.Load<float>(weights, i) + moved, weights, i);
            Lanes.Store(m * pause.Kept1, first, i);
            Lanes.Store(v * pause.Kept2, second, i);
        }
    }

    /// <summary>A row was moved by a step.</summary>
    public void Moved(int row, long now) => _since[row] = checked((int)now);

    private static Vector<float> OneByOne(ReadOnlySpan<(double Rate, double Smallest)> steps, Vector<float> m, Vector<float> v, float beta1, float beta2)
    {
        var moved = Vector<float>.Zero;
        foreach (var (rate, smallest) in steps)
        {
            m *= beta1;
            v *= beta2;
            moved += m * (float)rate / (Vector.SquareRoot(v) + new Vector<float>((float)smallest));
        }

        return moved;
    }

    private static int[] Filled(int rows, int step)
    {
        var since = new int[rows];
        Array.Fill(since, step);
        return since;
    }
}
