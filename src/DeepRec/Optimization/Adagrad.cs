using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DeepRec;

/// <summary>Adagrad, with the formulas of <see cref="AdagradOptions"/>.</summary>
internal sealed class Adagrad(double initialAccumulator, double epsilon, double weightDecay, bool lazy = false)
    : Optimizer("adagrad", new Quantity("accumulator", initialAccumulator))
{
    public override bool IsLazy => lazy;

    protected override void Update<T>(OptimizerState<T> state, Span<T> weights, ReadOnlySpan<T> gradient, double learningRate) => Move(weights, state[0], gradient, learningRate);

    protected override void UpdateRows<T>(OptimizerState<T> state, Span<T> weights, int width, ReadOnlySpan<int> rows, ReadOnlySpan<T> gradients, double learningRate)
    {
        var accumulator = state[0];
        for (var i = 0; i < rows.Length; i++)
        {
            var at = rows[i] * width;
            Move(weights.Slice(at, width), accumulator.Slice(at, width), gradients.Slice(i * width, width), learningRate);
        }
    }

    private void Move<T>(Span<T> weights, Span<T> accumulator, ReadOnlySpan<T> gradient, double learningRate) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var formula = new Formula<T>(weightDecay, -learningRate, epsilon);
        if (weights.Length < Vector<T>.Count)
        {
            var all = formula.Move(Lanes.Load(weights, 0), Lanes.Load(accumulator, 0), Lanes.Load(gradient, 0));
            Lanes.Store(all.Weight, weights, 0);
            Lanes.Store(all.Sum, accumulator, 0);
            return;
        }

        ref var w = ref MemoryMarshal.GetReference(weights);
        ref var s = ref MemoryMarshal.GetReference(accumulator);
        ref var g = ref MemoryMarshal.GetReference(gradient);

        // The last one reaches back: what it shares with the one before it comes to the same from the same numbers.
        nuint last = (nuint)(weights.Length - Vector<T>.Count), count = (nuint)Vector<T>.Count;
        var end = formula.Move(Vector.LoadUnsafe(ref w, last), Vector.LoadUnsafe(ref s, last), Vector.LoadUnsafe(ref g, last));
        for (nuint at = 0; at < last; at += count)
        {
            var (weight, sum) = formula.Move(Vector.LoadUnsafe(ref w, at), Vector.LoadUnsafe(ref s, at), Vector.LoadUnsafe(ref g, at));
            weight.StoreUnsafe(ref w, at);
            sum.StoreUnsafe(ref s, at);
        }

        end.Weight.StoreUnsafe(ref w, last);
        end.Sum.StoreUnsafe(ref s, last);
    }

    /// <summary>One step of some weights.</summary>
    private readonly struct Formula<T>(double penalty, double step, double smallest) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly T _penalty = T.CreateChecked(penalty);
        private readonly T _step = T.CreateChecked(step);
        private readonly Vector<T> _smallest = new(T.CreateChecked(smallest));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public (Vector<T> Weight, Vector<T> Sum) Move(Vector<T> w, Vector<T> s, Vector<T> g)
        {
            g += w * _penalty;
            s += g * g;
            return (w + (g * _step / (Vector.SquareRoot(s) + _smallest)), s);
        }
    }
}
