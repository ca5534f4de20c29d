using DeepRec.Encoders;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepRec.Models;

/// <summary>Generalised matrix factorisation: h · (p_u ∘ q_i) + b.</summary>
internal sealed class GmfPart : NeuMfPart
{
    public GmfPart(NeuMfOptions options, int users, int items, long seed) : this(options, users, items, new SeededRandom(StableHash.Combine((ulong)seed, 5)))
    {
    }

    private GmfPart(NeuMfOptions options, int users, int items, SeededRandom random) : base("gmf", options.Factors, users, items, options.InitialDeviation, ref random) =>
        register_module("output", Output = StartValues.Linear(options.Factors, 1, WeightInitialization.GlorotUniform, ref random));

    public override Linear Output { get; }

    public override Tensor EncodeUsers(Tensor ids) => Users.call(ids); // [B, F]

    public override Tensor EncodeItems(Tensor ids) => Items.call(ids); // [K, F]

    public override Tensor Score(Tensor users, Tensor items) => (users * Output.weight!).mm(items.t()).Plus(Output.bias!); // [B, F] ∘ [1, F], · [F, K] → [B, K]

    public override Tensor ScorePairs(Tensor users, Tensor items) => Output.call(users * items).squeeze(1); // [B, F] → [B, 1] → [B]
}
