using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepRec.Models;

/// <summary>
/// A network over both vectors, MLP([p'_u, q'_i]). Its first layer is a sum of what the user and the item give, W_u p'_u + c and W_i q'_i, and these sums
/// are what is known of them: no pair needs a copy of either.
/// </summary>
internal sealed class MlpPart : NeuMfPart
{
    private readonly Linear _ofUser; // with the layer's bias
    private readonly Linear _ofItem; // without one
    private readonly DenseLayers _rest;

    public MlpPart(NeuMfOptions options, int users, int items, long seed) : this(options, users, items, new SeededRandom(StableHash.Combine((ulong)seed, 6)))
    {
    }

    private MlpPart(NeuMfOptions options, int users, int items, SeededRandom random) : base("mlp", options.Widths[0], users, items, options.InitialDeviation, ref random)
    {
        register_module("of_user", _ofUser = Half(bias: true, ref random));
        register_module("of_item", _ofItem = Half(bias: false, ref random));
        register_module("rest", _rest = new DenseLayers(Width, 1, new DenseSettings([.. options.Widths.Skip(1)]), ref random));
    }

    public override Linear Output => _rest.Output;

    public override Tensor EncodeUsers(Tensor ids) => _ofUser.call(Users.call(ids)); // [B, H]

    public override Tensor EncodeItems(Tensor ids) => _ofItem.call(Items.call(ids)); // [K, H]

    public override Tensor Score(Tensor users, Tensor items)
    {
        long b = users.shape[0], k = items.shape[0];
        var first = users.unsqueeze(1).Plus(items.unsqueeze(0)).view(b * k, Width); // [B, 1, H] + [1, K, H] → [B · K, H]
        return _rest.call(first.relu()).view(b, k); // [B · K, 1] → [B, K]
    }

    public override Tensor ScorePairs(Tensor users, Tensor items) => _rest.call(users.Plus(items).relu()).squeeze(1); // [B, H] → [B, 1] → [B]

    // Half of a layer of 2 H inputs: start values are those of the whole.
    private Linear Half(bool bias, ref SeededRandom random)
    {
        WeightBudget.Take("a dense layer", Width, Width);
        var linear = nn.Linear(Width, Width, hasBias: bias, dtype: ScalarType.Float32);
        double bound = Math.Sqrt(6.0 / (3.0 * Width));
        foreach (ref float value in TensorMemory.Span<float>(linear.weight!)) value = (float)(bound * (2 * random.NextDouble() - 1));
        if (bias) TensorMemory.Span<float>(linear.bias!).Clear();
        return linear;
    }
}
