using DeepRec.Encoders;
using TorchSharp.Modules;

namespace DeepRec.Models;

/// <summary>What <see cref="FusedMlp"/> is made of.</summary>
/// <param name="Parts">What each input is encoded to.</param>
/// <param name="Network">Which of them enter the network, in order.</param>
/// <param name="User">The part of the user's id; −1: none.</param>
/// <param name="Item">The part of the item's id; −1: none.</param>
/// <param name="InnerProduct">Whether the inner product of both is added.</param>
/// <param name="Biases">Tables of length 1 that are added.</param>
/// <param name="Layers">The dense layers, the output last.</param>
/// <param name="Activation">Of the hidden ones.</param>
/// <param name="Dropout">Of the hidden ones.</param>
/// <param name="Head">From sums to losses.</param>
/// <param name="Ridge">The weight of the squared lengths of the ids' embeddings and biases.</param>
/// <param name="Label">The training rows' labels.</param>
internal sealed record FusedMlpPlan(
    IReadOnlyList<FusedInput> Parts, IReadOnlyList<int> Network, int User, int Item, bool InnerProduct, IReadOnlyList<FusedInput> Biases,
    IReadOnlyList<Linear> Layers, Activation Activation, double Dropout, FusedHead Head, double Ridge, NumberColumn Label)
{
    /// <summary>The training rows' weights, mean 1; empty: all count alike.</summary>
    public float[] Weights { get; init; } = [];

    public MatrixKernels Kernels { get; } = MatrixKernels.Best;
}
