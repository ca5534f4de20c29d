using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepRec.Encoders;

/// <summary>The encoder of <see cref="TransformerHistoryOptions"/>.</summary>
internal sealed class TransformerHistoryEncoder : CausalHistoryEncoder
{
    private const double PositionDeviation = 0.02;
    private readonly Parameter _positions; // [length, D]
    private readonly TransformerBlock[] _blocks;
    private readonly LayerNorm _norm;

    public TransformerHistoryEncoder(TransformerHistoryOptions options, EmbeddingTable items, ref SeededRandom random) : base(options, items)
    {
        try
        {
            WeightBudget.Take("positions", options.Length, items.Dimension);
            var positions = empty(options.Length, items.Dimension, ScalarType.Float32);
            foreach (ref float value in TensorMemory.Span<float>(positions)) value = (float)(PositionDeviation * random.NextGaussian());
            _positions = nn.Parameter(positions);
            _positions.DetachFromDisposeScope();
            register_parameter("positions", _positions);
            var blocks = new List<TransformerBlock>();
            for (int i = 0; i < options.Blocks; i++)
            {
                blocks.Add(new TransformerBlock(items.Dimension, options.Heads, options.HiddenWidth, options.Dropout, causal: true, ref random));
                register_module($"block{i}", blocks[i]);
            }

            _blocks = [.. blocks];
            register_module("norm", _norm = TransformerBlock.Norm(items.Dimension));
        }
        catch
        {
            // What was made so far would else be left to the finaliser.
            Dispose();
            throw;
        }
    }

    protected override Tensor States(Tensor vectors)
    {
        var x = vectors.Times(Math.Sqrt(OutputWidth)).Plus(_positions.narrow(0, 0, vectors.shape[1])); // [S, L, D] + [L, D]
        foreach (var block in _blocks) x = block.call(x, null);
        return _norm.call(x); // [S, L, D]
    }
}
