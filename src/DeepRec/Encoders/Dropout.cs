using static TorchSharp.torch;

namespace DeepRec.Encoders;

/// <summary>
/// In training sets each number to zero with probability p and scales the rest by 1/(1 − p); in evaluation does nothing. Draws from the
/// trainer's generator of the step, so that one seed governs it whatever else the process does.
/// </summary>
/// <remarks>Srivastava et al., JMLR 2014.</remarks>
internal sealed class Dropout(double probability) : nn.Module<Tensor, Tensor>(nameof(Dropout))
{
    public override Tensor forward(Tensor x)
    {
        if (!training || probability == 0) return x.alias();
        using var kept = empty_like(x).bernoulli_(1 - probability, StepRandom.Current); // the shape of x
        return x * kept.Times(1 / (1 - probability));
    }
}
