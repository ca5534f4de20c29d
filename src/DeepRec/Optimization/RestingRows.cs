using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

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

    /// <summary>Before rows are woken: see <see cref="FarRows"/>.</summary>
    public void Touch(ReadOnlySpan<int> rows) => FarRows.Touch(_since, rows);

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
        ref readonly var pause = ref pauses.Since(since);
        since = checked((int)now);
        var (i, whole) = (0, weights.Length - (weights.Length % Vector<float>.Count));
        ref float w = ref MemoryMarshal.GetReference(weights), m = ref MemoryMarshal.GetReference(first), v = ref MemoryMarshal.GetReference(second);
        for (; i < whole; i += Vector<float>.Count)
        {
            nuint at = (nuint)i;
            Vector<float> m0 = Vector.LoadUnsafe(ref m, at), v0 = Vector.LoadUnsafe(ref v, at);
            (Vector.LoadUnsafe(ref w, at) + Moved(in pause, m0, v0, beta1, beta2)).StoreUnsafe(ref w, at);
            (m0 * pause.Kept1).StoreUnsafe(ref m, at);
            (v0 * pause.Kept2).StoreUnsafe(ref v, at);
        }

        if (i == weights.Length) return;
        Vector<float> lastM = Lanes.Load<float>(first, i), lastV = Lanes.Load<float>(second, i);
        Lanes.Store(Lanes.Load<float>(weights, i) + Moved(in pause, lastM, lastV, beta1, beta2), weights, i);
        Lanes.Store(lastM * pause.Kept1, first, i);
        Lanes.Store(lastV * pause.Kept2, second, i);
    }

    /// <summary>A row was moved by a step.</summary>
    public void Moved(int row, long now) => _since[row] = checked((int)now);

    // By how much the pause moves a weight.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector<float> Moved(in AdamPause pause, Vector<float> m, Vector<float> v, float beta1, float beta2)
    {
        var root = Vector.SquareRoot(v) + new Vector<float>(pause.Smallest);
        if (!Vector.GreaterThanOrEqualAll(root * root * root, new Vector<float>(pause.Limit))) return OneByOne(in pause, m, v, beta1, beta2);
        var u = Vector<float>.One / root;
        return m * u * (new Vector<float>(pause.Sum0) - (u * (new Vector<float>(pause.Sum1) - (u * pause.Sum2))));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private Vector<float> OneByOne(in AdamPause pause, Vector<float> m, Vector<float> v, float beta1, float beta2)
    {
        var moved = Vector<float>.Zero;
        if (Vector.EqualsAll(m, Vector<float>.Zero) && Vector.EqualsAll(v, Vector<float>.Zero)) return moved; // never met
        foreach (var (rate, smallest) in pauses.Steps(in pause))
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
