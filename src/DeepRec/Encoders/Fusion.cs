using static TorchSharp.torch;

namespace DeepRec.Encoders;

/// <summary>The module of <see cref="FusionOptions"/>: n × [B, D_i] → [B, F].</summary>
internal abstract class Fusion(string name) : nn.Module<Tensor[], Tensor>(name)
{
    /// <summary>F.</summary>
    public abstract int OutputWidth { get; }

    /// <summary>Multiply-adds of a row beyond one pass through each dense layer.</summary>
    public virtual long ExtraMultiplyAdds => 0;

    // Layers are registered under names of their own; a search of the fields would register them twice.
    protected sealed override void RegisterComponents()
    {
    }
}
