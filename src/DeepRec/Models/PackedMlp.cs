using DeepRec.Encoders;
using DeepRec.Preprocessing;

namespace DeepRec.Models;

/// <summary>What <see cref="MlpScorer"/> is made of.</summary>
/// <param name="Inputs">The inputs, in order.</param>
/// <param name="Readers">What each of them is encoded by.</param>
/// <param name="Network">Which of them enter the network, in order.</param>
/// <param name="User">The part of the user's id; −1: none.</param>
/// <param name="Item">The part of the item's id; −1: none.</param>
/// <param name="InnerProduct">Whether the inner product of both is added.</param>
/// <param name="UserBias">A table of length 1 that is added.</param>
/// <param name="ItemBias">Likewise.</param>
/// <param name="Layers">The dense layers, the output last.</param>
/// <param name="Activation">Of the hidden ones.</param>
/// <param name="Head">From sums to ratings.</param>
/// <param name="Owner">Disposed of with it: what holds the tables' memory; <see langword="null"/>: nobody needs to.</param>
internal sealed record PackedMlp(
    IReadOnlyList<FeatureInput> Inputs, IReadOnlyList<RowReader> Readers, IReadOnlyList<int> Network, int User, int Item, bool InnerProduct, LookupReader? UserBias, LookupReader? ItemBias,
    IReadOnlyList<PackedLayer> Layers, Activation Activation, PackedHead Head, IDisposable? Owner) : IDisposable
{
    private MatrixKernels _kernels = MatrixKernels.Starting;

    public MatrixKernels Kernels => MatrixKernels.Current(ref _kernels);

    public void Dispose() => Owner?.Dispose();
}
