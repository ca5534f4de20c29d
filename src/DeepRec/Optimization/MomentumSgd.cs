using System.Numerics;

namespace DeepRec;

/// <summary>Gradient descent with momentum, plain or Nesterov's: <see cref="SgdOptions"/>.</summary>
internal sealed class MomentumSgd(double momentum, bool nesterov, double weightDecay) : Optimizer("sgd", new Quantity("velocity"))
{
    protected override void Update<T>(OptimizerState<T> state, Span<T> weights, ReadOnlySpan<T> gradient, double learningRate)
    {
        var velocity = state[0];
        var penalty = T.CreateChecked(weightDecay);
        var kept = T.CreateChecked(momentum);
        var step = T.CreateChecked(-learningRate);
        for (var i = 0; i < weights.Length; i += Vector<T>.Count)
        {
            var w = Lanes.Load(weights, i);
            var g = Lanes.Load(gradient, i) + (w * penalty);
            var b = (Lanes.Load(velocity, i) * kept) + g;
            Lanes.Store(b, velocity, i);
            Lanes.Store(w + ((nesterov ? g + (b * kept) : b) * step), weights, i);
        }
    }
}
