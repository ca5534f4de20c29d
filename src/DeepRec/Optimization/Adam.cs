using System.Numerics;

namespace DeepRec;

/// <summary>Adam and AdamW, with the formulas of <see cref="AdamOptions"/> and <see cref="AdamWOptions"/>.</summary>
internal sealed class Adam(string kind, double beta1, double beta2, double epsilon, double weightDecay, bool decoupled)
    : Optimizer(kind, new Quantity("first_moment"), new Quantity("second_moment"))
{
    private double _correction1;
    private double _rootOfCorrection2;

    protected override void OnBeginStep()
    {
        _correction1 = 1 - Math.Pow(beta1, StepCount);
        _rootOfCorrection2 = Math.Sqrt(1 - Math.Pow(beta2, StepCount));
    }

    protected override void Update<T>(OptimizerState<T> state, Span<T> weights, ReadOnlySpan<T> gradient, double learningRate)
    {
        var firstMoment = state[0];
        var secondMoment = state[1];
        var penalty = T.CreateChecked(decoupled ? 0 : weightDecay);
        var kept = T.CreateChecked(decoupled ? 1 - (learningRate * weightDecay) : 1);
        var (kept1, new1) = (T.CreateChecked(beta1), T.CreateChecked(1 - beta1));
        var (kept2, new2) = (T.CreateChecked(beta2), T.CreateChecked(1 - beta2));
        var root = T.CreateChecked(_rootOfCorrection2);
        var step = T.CreateChecked(-learningRate / _correction1);
        var smallest = new Vector<T>(T.CreateChecked(epsilon));
        for (var i = 0; i < weights.Length; i += Vector<T>.Count)
        {
            var w = Lanes.Load(weights, i) * kept;
            var g = Lanes.Load(gradient, i) + (w * penalty);
            var m = (Lanes.Load(firstMoment, i) * kept1) + (g * new1);
            var v = (Lanes.Load(secondMoment, i) * kept2) + (g * new2 * g);
            Lanes.Store(m, firstMoment, i);
            Lanes.Store(v, secondMoment, i);
            Lanes.Store(w + (m * step / ((Vector.SquareRoot(v) / root) + smallest)), weights, i);
        }
    }
}
