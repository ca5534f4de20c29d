using System.Numerics;
using System.Runtime.CompilerServices;

namespace DeepRec;

/// <summary>Gradient descent with momentum, plain or Nesterov's: <see cref="SgdOptions"/>.</summary>
internal sealed class MomentumSgd(double momentum, bool nesterov, double weightDecay) : Optimizer("sgd", new Quantity("velocity"))
{
    protected override void Update<T>(OptimizerState<T> state, Span<T> weights, ReadOnlySpan<T> gradient, double learningRate) =>
        Lanes.Move(new Formula<T>(weightDecay, momentum, nesterov, -learningRate), weights, state[0], gradient);

    private readonly struct Formula<T>(double penalty, double kept, bool nesterov, double step) : IFormula<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly T _penalty = T.CreateChecked(penalty);
        private readonly T _kept = T.CreateChecked(kept);
        private readonly T _step = T.CreateChecked(step);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public (Vector<T> Weights, Vector<T> Remembered) Move(Vector<T> w, Vector<T> velocity, Vector<T> g)
        {
            g += w * _penalty;
            var b = (velocity * _kept) + g;
            return (w + ((nesterov ? g + (b * _kept) : b) * _step), b);
        }
    }
}
