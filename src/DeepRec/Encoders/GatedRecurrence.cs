using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepRec.Encoders;

/// <summary>
/// Gated recurrent units from left to right: r = σ(W_r x + U_r h + b_r + c_r), z = σ(W_z x + U_z h + b_z + c_z), n = tanh(W_n x + b_n + r ⊙ (U_n h + c_n)),
/// h' = (1 − z) ⊙ n + z ⊙ h, h₀ = 0. The weights stand as PyTorch's do, so that they can be exchanged.
/// </summary>
/// <remarks>Cho et al., "Learning Phrase Representations using RNN Encoder–Decoder" (EMNLP 2014), in the form of cuDNN and PyTorch.</remarks>
internal sealed class GatedRecurrence : nn.Module<Tensor, Tensor>
{
    private readonly int _width;
    private readonly Linear _input;
    private readonly Linear _hidden;

    /// <param name="inputs">P.</param>
    /// <param name="width">H.</param>
    /// <param name="random">The source of the start values: uniform in ±1/√P and ±1/√H.</param>
    public GatedRecurrence(int inputs, int width, ref SeededRandom random) : base(nameof(GatedRecurrence))
    {
        _width = width;
        try
        {
            register_module("input", _input = StartValues.Linear(inputs, 3 * width, WeightInitialization.FanInUniform, ref random));
            register_module("hidden", _hidden = StartValues.Linear(width, 3 * width, WeightInitialization.FanInUniform, ref random));
        }
        catch
        {
            // What was made so far would else be left to the finaliser.
            Dispose();
            throw;
        }
    }

    /// <summary>[S, L, P] → the states [L + 1, S, H]: place t holds the state before x_t, the last that behind all.</summary>
    public override Tensor forward(Tensor x)
    {
        long sequences = x.shape[0], length = x.shape[1];
        var inputs = _input.call(x.transpose(0, 1)); // [L, S, 3 H]
        var state = zeros(sequences, _width, x.dtype); // [S, H]
        var states = new List<Tensor>((int)length + 1) { state };
        for (long t = 0; t < length; t++)
        {
            Tensor given = inputs.select(0, t), kept = _hidden.call(state); // [S, 3 H]
            var gates = given.narrow(1, 0, 2 * _width).Plus(kept.narrow(1, 0, 2 * _width)).sigmoid(); // [S, 2 H]
            var candidate = given.narrow(1, 2 * _width, _width).Plus(gates.narrow(1, 0, _width) * kept.narrow(1, 2 * _width, _width)).tanh(); // [S, H]
            state = candidate.lerp(state, gates.narrow(1, _width, _width)); // n + z (h − n)
            states.Add(state);
        }

        return stack(states, 0); // [L + 1, S, H]
    }

    // Layers are registered under names of their own; a search of the fields would register them twice.
    protected override void RegisterComponents()
    {
    }
}
