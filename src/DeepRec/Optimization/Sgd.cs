using System.Numerics;

namespace DeepRec;

/// <summary>Gradient descent without momentum, which needs no memory of the past: <see cref="SgdOptions"/>.</summary>
internal sealed class Sgd(double weightDecay) : Optimizer("sgd")
{
    protected override void Update<T>(OptimizerState<T> state, Span<T> weights, ReadOnlySpan<T> gradient, double learningRate)
    {
        var penalty = T.CreateChecked(weightDecay);
        var step = T.CreateChecked(-learningRate);
        for (var i = 0; i < weights.Length; i += Vector<T>.Count)
        {
            var w = Lanes.Load(weights, i);
            var g = Lanes.Load(gradient, i) + (w * penalty);
            Lanes.Store(w + (g * step), weights, i);
        }
    }
}
