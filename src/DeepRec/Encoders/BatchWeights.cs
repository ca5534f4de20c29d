using static TorchSharp.torch;

namespace DeepRec.Encoders;

/// <summary>The weights of a batch's rows, and whether anybody asked for them.</summary>
/// <param name="values">Shape [B], float32.</param>
internal sealed class BatchWeights(Tensor values)
{
    public bool WereRead { get; private set; }

    public Tensor Read()
    {
        WereRead = true;
        return values;
    }
}
