using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepRec.Encoders;

/// <summary>The encoder of <see cref="RecurrentHistoryOptions"/>.</summary>
internal sealed class RecurrentHistoryEncoder : CausalHistoryEncoder
{
    private readonly RecurrentLayer[] _layers;
    private readonly Linear _output;

    public RecurrentHistoryEncoder(RecurrentHistoryOptions options, EmbeddingTable items, ref SeededRandom random) : base(options, items)
    {
        try
        {
            var layers = new List<RecurrentLayer>();
            for (int i = 0; i < options.Layers; i++)
            {
                layers.Add(new RecurrentLayer(options.Cell, i == 0 ? items.Dimension : options.HiddenWidth, options.HiddenWidth, ref random));
                register_module($"layer{i}", layers[i]);
            }

            _layers = [.. layers];
            register_module("output", _output = StartValues.Linear(options.HiddenWidth, items.Dimension, WeightInitialization.GlorotUniform, ref random));
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
        var states = vectors.transpose(0, 1).contiguous(); // [S, L, D] → [L, S, D]
        foreach (var layer in _layers) states = layer.call(states); // [L, S, H]
        return _output.call(states.transpose(0, 1)); // [L, S, H] → [S, L, D]
    }
}
