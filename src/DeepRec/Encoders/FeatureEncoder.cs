using static TorchSharp.torch;

namespace DeepRec.Encoders;

/// <summary>Turns encoded columns of a batch into vectors x ∈ [B, D]: one encoder for one input, or one made of others.</summary>
/// <remarks>
/// Deriving: take the input's tensors from the batch, return shape [B, <see cref="OutputWidth"/>], float32, with a gradient where there is something to learn.
/// Register every layer or parameter, seal the class. Many threads may call it in evaluation mode; training is for one thread.
/// </remarks>
public abstract class FeatureEncoder : nn.Module<FeatureBatch, Tensor>
{
    /// <summary>Names the module.</summary>
    /// <param name="name">The module's name; by custom the input's.</param>
    protected FeatureEncoder(string name) : base(name)
    {
    }

    /// <summary>D, the length of a row's vector.</summary>
    public abstract int OutputWidth { get; }

    /// <summary>After training: gives ids that no training row held what is sensible for them, the mean of those that some did.</summary>
    internal virtual void FillUnmet(Dataset training)
    {
    }

    /// <summary>After private training, where no row may be looked at: gives ids of missing and unknown values the mean of all others, of what has already been learned.</summary>
    internal virtual void FillUnknown()
    {
    }

    /// <summary>What it does to these rows without tensors; <see langword="null"/> (the default) where that is not known.</summary>
    internal virtual FusedInput? Fuse(Dataset training) => null;
}
