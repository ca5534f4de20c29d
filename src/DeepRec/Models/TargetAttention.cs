using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepRec.Models;

/// <summary>
/// What past events say of each candidate: h(i) = Σ_j a_j v_j, a_j = MLP([v_j, e_i, v_j − e_i, v_j ∘ e_i]). The first layer is a sum of what event, item and
/// product give; their difference is a sum of the first two and adds nothing to it.
/// </summary>
internal sealed class TargetAttention : nn.Module
{
    private readonly DeepInterestNetworkOptions _options;
    private readonly Linear _ofEvent; // with the layer's bias
    private readonly Linear _ofItem;
    private readonly Linear _ofProduct;
    private readonly DenseLayers _rest;
    private readonly int _width; // A

    public TargetAttention(DeepInterestNetworkOptions options, ref SeededRandom random) : base(nameof(TargetAttention))
    {
        (_options, _width) = (options, options.AttentionLayers[0]);
        register_module("of_event", _ofEvent = PartOfLayer.Create(options.Dimension, _width, 4 * options.Dimension, bias: true, ref random));
        register_module("of_item", _ofItem = PartOfLayer.Create(options.Dimension, _width, 4 * options.Dimension, bias: false, ref random));
        register_module("of_product", _ofProduct = PartOfLayer.Create(options.Dimension, _width, 4 * options.Dimension, bias: false, ref random));
        register_module("rest", _rest = new DenseLayers(_width, 1, new DenseSettings([.. options.AttentionLayers.Skip(1)], options.Activation), ref random));
    }

    /// <summary>What a history of L events says of K items each, or of one.</summary>
    /// <param name="events">Vectors of events, shape [B, L, D].</param>
    /// <param name="seen">1 where there is an event, else 0. Shape [B, 1, L].</param>
    /// <param name="items">Vectors of items, shape [1, K, D] for the same of all requests, or [B, 1, D] for one each.</param>
    /// <returns>Shape [B, K, D].</returns>
    public Tensor Call(Tensor events, Tensor seen, Tensor items)
    {
        var item = items.unsqueeze(2); // [1, K, 1, D] or [B, 1, 1, D]
        var first = _ofProduct.call(events.unsqueeze(1) * item).Plus(_ofEvent.call(events).unsqueeze(1)).Plus(_ofItem.call(item)); // [B, 1, L, D] ∘ [·, K, 1, D] → [B, K, L, A]
        long[] shape = [first.shape[0], first.shape[1], first.shape[2]];
        var weights = _rest.call(_options.Activation.Apply(first).view(-1, _width)).view(shape); // [B · K · L, A] → [B, K, L]
        if (_options.Normalized) weights = weights.Plus(seen.Plus(-1).Times(1e9)).softmax(2);
        return (weights * seen).bmm(events); // [B, K, L] · [B, L, D] → [B, K, D]; nothing of who did nothing
    }

    // Layers are registered under names of their own; a search of the fields would register them twice.
    protected override void RegisterComponents()
    {
    }
}
