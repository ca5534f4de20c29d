using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepRec.Encoders;

/// <summary>
/// One recurrent network over sequences: the formulas stand with <see cref="RecurrentHistoryOptions"/>. Gates lie beside each other in the order that PyTorch
/// has: r, z, c of a GRU, i, f, m, o of an LSTM.
/// </summary>
/// <remarks>Cost of an item: G · H · (I + H) multiply-adds, G the number of gates: 3 or 4.</remarks>
internal sealed class RecurrentLayer : nn.Module<Tensor, Tensor>
{
    private readonly RecurrentCell _cell;
    private readonly int _width;
    private readonly Linear _input;
    private readonly Linear _recurrent;

    public RecurrentLayer(RecurrentCell cell, int inputs, int width, ref SeededRandom random) : base(nameof(RecurrentLayer))
    {
        (_cell, _width) = (cell, width);
        int gates = cell == RecurrentCell.Gru ? 3 : 4;
        try
        {
            register_module("input", _input = StartValues.Linear(inputs, gates * width, WeightInitialization.FanInUniform, ref random));
            register_module("recurrent", _recurrent = StartValues.Linear(width, gates * width, WeightInitialization.FanInUniform, ref random));
        }
        catch
        {
            // What was made so far would else be left to the finaliser.
            Dispose();
            throw;
        }
    }

    /// <summary>The state after each item. [L, S, I] → [L, S, H].</summary>
    public override Tensor forward(Tensor x)
    {
        var inputs = _input.call(x).unbind(0); // [L, S, G · H] → L × [S, G · H]
        var states = new Tensor[inputs.Length];
        Tensor state = zeros(x.shape[1], _width, x.dtype), memory = state; // [S, H]
        for (int t = 0; t < inputs.Length; t++)
        {
            (state, memory) = _cell == RecurrentCell.Gru ? Gru(inputs[t], state) : Lstm(inputs[t], state, memory);
            states[t] = state;
        }

        return stack(states); // [L, S, H]
    }

    // Layers are registered under names of their own; a search of the fields would register them twice.
    protected override void RegisterComponents()
    {
    }

    private (Tensor State, Tensor Memory) Gru(Tensor input, Tensor state)
    {
        Tensor[] x = input.split([2 * _width, _width], 1), s = _recurrent.call(state).split([2 * _width, _width], 1); // [S, 2 · H], [S, H]
        Tensor[] gates = x[0].Plus(s[0]).sigmoid().chunk(2, 1); // 2 × [S, H]
        var candidate = x[1].Plus(gates[0] * s[1]).tanh();
        var next = candidate.Plus(gates[1] * (state - candidate));
        return (next, next);
    }

    private (Tensor State, Tensor Memory) Lstm(Tensor input, Tensor state, Tensor memory)
    {
        Tensor[] gates = input.Plus(_recurrent.call(state)).chunk(4, 1); // 4 × [S, H]
        var kept = (gates[1].sigmoid() * memory).Plus(gates[0].sigmoid() * gates[2].tanh());
        return (gates[3].sigmoid() * kept.tanh(), kept);
    }
}
