using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DeepRec;

/// <summary>Adam and AdamW, with the formulas of <see cref="AdamOptions"/> and <see cref="AdamWOptions"/>.</summary>
internal sealed class Adam(string kind, double beta1, double beta2, double epsilon, double weightDecay, bool decoupled, bool lazy = false)
    : Optimizer(kind, new Quantity("first_moment"), new Quantity("second_moment"))
{
    private readonly AdamPauses? _pauses = !lazy && weightDecay == 0 && AdamPauses.Suits(beta1, beta2, epsilon) ? new AdamPauses(beta1, beta2) : null;
    private readonly Dictionary<int, RestingRows> _resting = [];
    private double _correction1;
    private double _rootOfCorrection2;

    public override bool IsLazy => lazy;

    public override bool LetsRowsRest => _pauses is not null;

    public override void Settle() => _pauses?.Clear();

    protected override void OnBeginStep()
    {
        _correction1 = 1 - Math.Pow(beta1, StepCount);
        _rootOfCorrection2 = Math.Sqrt(1 - Math.Pow(beta2, StepCount));
    }

    protected override void Update<T>(OptimizerState<T> state, Span<T> weights, ReadOnlySpan<T> gradient, double learningRate) =>
        Move(FormulaOf<T>(learningRate, epsilon * _rootOfCorrection2), weights, state[0], state[1], gradient);

    // In torch.optim.SparseAdam ε is no part of the bias correction.
    protected override void UpdateRows<T>(OptimizerState<T> state, Span<T> weights, int width, ReadOnlySpan<int> rows, ReadOnlySpan<T> gradients, double learningRate)
    {
        var formula = FormulaOf<T>(learningRate, lazy ? epsilon : epsilon * _rootOfCorrection2);
        Span<T> first = state[0], second = state[1];
        var stride = state.RowStride(width);
        if (width < Vector<T>.Count)
        {
            MoveNarrow(formula, weights, first, second, width, stride, rows, gradients);
            return;
        }

        for (var i = 0; i < rows.Length; i++)
        {
            var at = rows[i] * stride;
            Move(formula, weights.Slice(rows[i] * width, width), first.Slice(at, width), second.Slice(at, width), gradients.Slice(i * width, width));
        }
    }

    protected override void WakeRows(int slot, OptimizerState<float> state, Span<float> weights, int width, ReadOnlySpan<int> rows)
    {
        Span<float> first = state[0], second = state[1];
        int stride = state.RowStride(width);
        var resting = Resting(slot, weights.Length / width, StepCount);
        resting.Touch(rows);
        foreach (int row in rows)
        {
            int at = row * stride;
            resting.Wake(row, StepCount, weights.Slice(row * width, width), first.Slice(at, width), second.Slice(at, width), (float)beta1, (float)beta2);
        }
    }

    protected override void OnRowsMoved(int slot, int tableRows, ReadOnlySpan<int> rows, double learningRate)
    {
        _pauses!.Add(StepCount, RateOf(learningRate), epsilon * _rootOfCorrection2);
        var resting = Resting(slot, tableRows, StepCount - 1);
        foreach (int row in rows) resting.Moved(row, StepCount);
    }

    private RestingRows Resting(int slot, int tableRows, long step)
    {
        if (!_resting.TryGetValue(slot, out var resting)) _resting[slot] = resting = new RestingRows(_pauses!, tableRows, step);
        return resting;
    }

    // Rows that fill no vector are brought together.
    private static void MoveNarrow<T>(in Formula<T> formula, Span<T> weights, Span<T> firstMoment, Span<T> secondMoment, int width, int stride, ReadOnlySpan<int> rows, ReadOnlySpan<T> gradients)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        const int Block = 256;
        Span<T> w = stackalloc T[Block], m = stackalloc T[Block], v = stackalloc T[Block];
        for (var first = 0; first < rows.Length; first += Block / width)
        {
            var part = rows.Slice(first, Math.Min(Block / width, rows.Length - first));
            for (var i = 0; i < part.Length; i++)
            {
                weights.Slice(part[i] * width, width).CopyTo(w[(i * width)..]);
                firstMoment.Slice(part[i] * stride, width).CopyTo(m[(i * width)..]);
                secondMoment.Slice(part[i] * stride, width).CopyTo(v[(i * width)..]);
            }

            var length = part.Length * width;
            Move(formula, w[..length], m[..length], v[..length], gradients.Slice(first * width, length));
            for (var i = 0; i < part.Length; i++)
            {
                w.Slice(i * width, width).CopyTo(weights[(part[i] * width)..]);
                m.Slice(i * width, width).CopyTo(firstMoment[(part[i] * stride)..]);
                v.Slice(i * width, width).CopyTo(secondMoment[(part[i] * stride)..]);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Move<T>(in Formula<T> formula, Span<T> weights, Span<T> firstMoment, Span<T> secondMoment, ReadOnlySpan<T> gradient) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ref var w = ref MemoryMarshal.GetReference(weights);
        ref var m = ref MemoryMarshal.GetReference(firstMoment);
        ref var v = ref MemoryMarshal.GetReference(secondMoment);
        ref var g = ref MemoryMarshal.GetReference(gradient);
        if (weights.Length < Vector<T>.Count)
        {
            var all = formula.Move(Lanes.Load(weights, 0), Lanes.Load(firstMoment, 0), Lanes.Load(secondMoment, 0), Lanes.Load(gradient, 0));
            Lanes.Store(all.Weight, weights, 0);
            Lanes.Store(all.First, firstMoment, 0);
            Lanes.Store(all.Second, secondMoment, 0);
            return;
        }

        // The last one reaches back: what it shares with the one before it comes to the same from the same numbers.
        nuint last = (nuint)(weights.Length - Vector<T>.Count), count = (nuint)Vector<T>.Count;
        var end = formula.Move(Vector.LoadUnsafe(ref w, last), Vector.LoadUnsafe(ref m, last), Vector.LoadUnsafe(ref v, last), Vector.LoadUnsafe(ref g, last));
        for (nuint at = 0; at < last; at += count)
        {
            var (weight, first, second) = formula.Move(Vector.LoadUnsafe(ref w, at), Vector.LoadUnsafe(ref m, at), Vector.LoadUnsafe(ref v, at), Vector.LoadUnsafe(ref g, at));
            weight.StoreUnsafe(ref w, at);
            first.StoreUnsafe(ref m, at);
            second.StoreUnsafe(ref v, at);
        }

        end.Weight.StoreUnsafe(ref w, last);
        end.First.StoreUnsafe(ref m, last);
        end.Second.StoreUnsafe(ref v, last);
    }

    // η / (1 − β₁ᵗ) · m / (√v / r + ε), r = √(1 − β₂ᵗ), is η r / (1 − β₁ᵗ) · m / (√v + ε r), which divides once.
    private Formula<T> FormulaOf<T>(double learningRate, double smallest) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        new(beta1, beta2, decoupled ? 0 : weightDecay, decoupled ? 1 - (learningRate * weightDecay) : 1, RateOf(learningRate), smallest);

    private double RateOf(double learningRate) => -learningRate * _rootOfCorrection2 / _correction1;

    /// <summary>One step of some weights.</summary>
    private readonly struct Formula<T>(double beta1, double beta2, double penalty, double kept, double step, double smallest) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly Vector<T> _kept = All(kept);
        private readonly Vector<T> _penalty = All(penalty);
        private readonly Vector<T> _kept1 = All(beta1);
        private readonly Vector<T> _new1 = All(1 - beta1);
        private readonly Vector<T> _kept2 = All(beta2);
        private readonly Vector<T> _new2 = All(1 - beta2);
        private readonly Vector<T> _step = All(step);
        private readonly Vector<T> _smallest = All(smallest);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public (Vector<T> Weight, Vector<T> First, Vector<T> Second) Move(Vector<T> w, Vector<T> m, Vector<T> v, Vector<T> g)
        {
            w *= _kept;
            g += w * _penalty;
            m = (m * _kept1) + (g * _new1);
            v = (v * _kept2) + (g * _new2 * g);
            return (w + (m * _step / (Vector.SquareRoot(v) + _smallest)), m, v);
        }

        private static Vector<T> All(double value) => new(T.CreateChecked(value));
    }
}
