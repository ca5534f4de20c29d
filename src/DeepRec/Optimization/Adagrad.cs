using System.Numerics;

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
        var penalty = T.CreateChecked(weightDecay);
        var step = T.CreateChecked(-learningRate);
        var smallest = new Vector<T>(T.CreateChecked(epsilon));
        for (var i = 0; i < weights.Length; i += Vector<T>.Count)
        {
            var w = Lanes.Load(weights, i);
            var g = Lanes.Load(gradient, i) + (w * penalty);
            var s = Lanes.Load(accumulator, i) + (g * g);
            Lanes.Store(s, accumulator, i);
            Lanes.Store(w + (g * step / (Vector.SquareRoot(s) + smallest)), weights, i);
        }
    }
}
