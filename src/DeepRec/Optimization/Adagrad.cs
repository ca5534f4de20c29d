using System.Numerics;
using System.Runtime.CompilerServices;

namespace DeepRec;

/// <summary>Adagrad, with the formulas of <see cref="AdagradOptions"/>.</summary>
internal sealed class Adagrad(double initialAccumulator, double epsilon, double weightDecay, bool lazy = false)
    : Optimizer("adagrad", new Quantity("accumulator", initialAccumulator))
{
    public override bool IsLazy => lazy;

    protected override void Update<T>(OptimizerState<T> state, Span<T> weights, ReadOnlySpan<T> gradient, double learningRate) =>
        Lanes.Move(FormulaOf<T>(learningRate), weights, state[0], gradient);

    protected override void UpdateRows<T>(OptimizerState<T> state, Span<T> weights, int width, ReadOnlySpan<int> rows, ReadOnlySpan<T> gradients, double learningRate)
    {
        var accumulator = state[0];
        var formula = FormulaOf<T>(learningRate);
        for (var i = 0; i < rows.Length; i++)
        {
            var at = rows[i] * width;
            Lanes.Move(formula, weights.Slice(at, width), accumulator.Slice(at, width), gradients.Slice(i * width, width));
        }
    }

    private Formula<T> FormulaOf<T>(double learningRate) where T : unmanaged, IBinaryFloatingPointIeee754<T> => new(weightDecay, -learningRate, epsilon);

    private readonly struct Formula<T>(double penalty, double step, double smallest) : IFormula<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly T _penalty = T.CreateChecked(penalty);
        private readonly T _step = T.CreateChecked(step);
        private readonly Vector<T> _smallest = new(T.CreateChecked(smallest));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public (Vector<T> Weights, Vector<T> Remembered) Move(Vector<T> w, Vector<T> s, Vector<T> g)
        {
            g += w * _penalty;
            s += g * g;
            return (w + (g * _step / (Vector.SquareRoot(s) + _smallest)), s);
        }
    }
}
