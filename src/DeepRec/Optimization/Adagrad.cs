using System.Numerics;

namespace DeepRec;

/// <summary>Adagrad, with the formulas of <see cref="AdagradOptions"/>.</summary>
internal sealed class Adagrad(double initialAccumulator, double epsilon, double weightDecay)
    : Optimizer("adagrad", new Quantity("accumulator", initialAccumulator))
{
    protected override void Update<T>(OptimizerState<T> state, Span<T> weights, ReadOnlySpan<T> gradient, double learningRate)
    {
        var accumulator = state[0];
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
