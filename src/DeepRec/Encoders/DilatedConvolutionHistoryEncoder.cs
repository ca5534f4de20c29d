using static TorchSharp.torch;

namespace DeepRec.Encoders;

/// <summary>The encoder of <see cref="DilatedConvolutionHistoryOptions"/>.</summary>
internal sealed class DilatedConvolutionHistoryEncoder : CausalHistoryEncoder
{
    private readonly DilatedBlock[] _blocks;

    public DilatedConvolutionHistoryEncoder(DilatedConvolutionHistoryOptions options, EmbeddingTable items, ref SeededRandom random) : base(options, items)
    {
        var blocks = new List<DilatedBlock>();
        try
        {
            foreach (int dilation in options.Dilations)
            {
                blocks.Add(new DilatedBlock(items.Dimension, options.KernelSize, dilation, options.Dropout, ref random));
                register_module($"block{blocks.Count - 1}", blocks[^1]);
            }
        }
        catch
        {
            // What was made so far would else be left to the finaliser.
            Dispose();
            throw;
        }

        _blocks = [.. blocks];
    }

    protected override Tensor States(Tensor vectors)
    {
        var x = vectors; // [S, L, D]
        foreach (var block in _blocks) x = block.call(x);
        return x;
    }
}
