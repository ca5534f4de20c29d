using static TorchSharp.torch;

namespace DeepRec.Models;

/// <summary>Applies an <see cref="Activation"/>.</summary>
internal static class Activations
{
    public static Tensor Apply(this Activation activation, Tensor z) => activation switch
    {
        Activation.Identity => z.alias(),
        Activation.ReLU => z.relu(),
        Activation.LeakyReLU => z.relu() - z.neg().relu().Times(0.01),
        Activation.Elu => z.relu().Plus(z.neg().relu().neg().expm1()),
        Activation.Gelu => nn.functional.gelu(z),
        Activation.Silu => nn.functional.silu(z),
        Activation.Tanh => z.tanh(),
        Activation.Sigmoid => z.sigmoid(),
        _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, "unknown activation"),
    };
}
