using DeepRec.Encoders;
using DeepRec.Preprocessing;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepRec.Models;

/// <summary>
/// The network of <see cref="JointScorer"/>; its formula stands there. The first layer is a sum of what the request, the item and each cross give, so
/// that all pairs of requests and items need no copy of either.
/// </summary>
internal sealed class JointNetwork : RankingNetwork
{
    private readonly JointScorer _options;
    private readonly ConcatenatedEncoder _request;
    private readonly ConcatenatedEncoder _item;
    private readonly Fusion _requestFusion;
    private readonly Fusion _itemFusion;
    private readonly Linear _ofRequest; // with the layer's bias
    private readonly Linear _ofItem;
    private readonly (int RequestStart, int RequestWidth, int ItemStart, int ItemWidth, Parameter Weight)[] _crosses; // weight [H, P, Q]
    private readonly DenseLayers? _rest;
    private readonly Encoders.Dropout _dropout;
    private readonly int _width; // H

    public JointNetwork(JointScorer options, RankingInputs inputs, long seed) : base(nameof(JointNetwork))
    {
        _options = options;
        try
        {
            var random = new SeededRandom(StableHash.Combine((ulong)seed, 3));
            FeatureInput[] request = Chosen(options, inputs.Request, FeatureRole.User), item = Chosen(options, inputs.Item, FeatureRole.Item);
            string? stray = options.Encoders.Keys.FirstOrDefault(name => request.Concat(item).All(i => i.Name != name));
            if (stray is not null) throw new ArgumentException($"An encoder is given for '{stray}', which is no input. Inputs: {string.Join(", ", request.Concat(item).Select(i => i.Name))}.");
            register_module("request", _request = Encoder(request, seed));
            register_module("item", _item = Encoder(item, seed));
            register_module("request_fusion", _requestFusion = options.Fusion.Create(_request.PartWidths, StableHash.Combine((ulong)seed, 12)));
            register_module("item_fusion", _itemFusion = options.Fusion.Create(_item.PartWidths, StableHash.Combine((ulong)seed, 13)));
            _width = options.HiddenLayers is [var first, ..] ? first : 1;
            register_module("of_request", _ofRequest = StartValues.Linear(_requestFusion.OutputWidth, _width, WeightInitialization.GlorotUniform, ref random));
            register_module("of_item", _ofItem = StartValues.Linear(_itemFusion.OutputWidth, _width, WeightInitialization.GlorotUniform, ref random));
            _crosses = new (int, int, int, int, Parameter)[options.Crosses.Count];
            for (int i = 0; i < _crosses.Length; i++) _crosses[i] = Cross(i, options.Crosses[i], request, item, ref random);
            register_module("dropout", _dropout = new Encoders.Dropout(options.Dropout));
            if (options.HiddenLayers.Count > 0)
            {
                register_module("rest", _rest = new DenseLayers(_width, 1, new DenseSettings([.. options.HiddenLayers.Skip(1)], options.Activation, Dropout: options.Dropout), ref random));
            }
        }
        catch
        {
            // What was made so far would else be left to the finaliser.
            Dispose();
            throw;
        }
    }

    public override int PairWidth => _width * (1 + _options.Crosses.Count) + _options.HiddenLayers.Skip(1).Sum();

    public override Tensor EncodeRequests(FeatureBatch requests) => Encode(_request, _requestFusion, requests); // [B, U]

    public override Tensor EncodeItems(FeatureBatch items) => Encode(_item, _itemFusion, items); // [K, E]

    public override Tensor Score(Tensor requests, Tensor items)
    {
        long b = requests.shape[0], k = items.shape[0];
        var first = _ofRequest.call(Fused(requests, _requestFusion)).unsqueeze(1).Plus(_ofItem.call(Fused(items, _itemFusion)).unsqueeze(0)); // [B, 1, H] + [1, K, H] → [B, K, H]
        foreach (var cross in _crosses)
        {
            var half = einsum("bp,hpq->bhq", Part(requests, cross.RequestStart, cross.RequestWidth), cross.Weight).view(b * _width, cross.ItemWidth); // [B · H, Q]
            first = first.Plus(half.mm(Part(items, cross.ItemStart, cross.ItemWidth).t()).view(b, _width, k).transpose(1, 2)); // [B · H, K] → [B, H, K] → [B, K, H]
        }

        return Rest(first.view(b * k, _width)).view(b, k); // [B · K, H] → [B, K]
    }

    public override Tensor ScorePairs(Tensor requests, Tensor items)
    {
        var first = _ofRequest.call(Fused(requests, _requestFusion)).Plus(_ofItem.call(Fused(items, _itemFusion))); // [B, H]
        foreach (var cross in _crosses)
        {
            var half = einsum("bp,hpq->bhq", Part(requests, cross.RequestStart, cross.RequestWidth), cross.Weight); // [B, H, Q]
            first = first.Plus(half.bmm(Part(items, cross.ItemStart, cross.ItemWidth).unsqueeze(2)).squeeze(2)); // [B, H, Q] · [B, Q, 1] → [B, H]
        }

        return Rest(first); // [B]
    }

    public override void FillUnmet(RankingData data)
    {
        _request.FillUnmet(data.Requests);
        _item.FillUnmet(data.Inputs.Catalogue.Select(data.Interactions.Items));
    }

    private Tensor Rest(Tensor first) =>
        (_rest is null ? first : _rest.call(_dropout.call(_options.Activation.Apply(first)))).squeeze(1); // [N, H] → [N, 1] → [N]

    // What is fused, and behind it, where crosses need them and they are not the same, the encoded inputs. [N, F] or [N, F + D].
    private Tensor Encode(ConcatenatedEncoder encoder, Fusion fusion, FeatureBatch batch)
    {
        var parts = encoder.EncodeParts(batch); // n × [N, D_i]
        var fused = fusion.call(parts); // [N, F]
        return KeepsParts ? cat([fused, .. parts], dim: 1) : fused;
    }

    private Tensor Fused(Tensor encoded, Fusion fusion) => KeepsParts ? encoded.narrow(1, 0, fusion.OutputWidth) : encoded;

    private bool KeepsParts => _crosses.Length > 0 && _options.Fusion is not ConcatenationFusion;

    private static Tensor Part(Tensor vectors, int start, int width) => vectors.narrow(1, start, width);

    /// <summary>The inputs of a side that are encoded. Without others the id is all there is.</summary>
    public static FeatureInput[] Chosen(JointScorer options, IReadOnlyList<FeatureInput> inputs, FeatureRole id)
    {
        FeatureInput[] features = [.. inputs.Where(f => f.Role != id)];
        return options.Ids || features.Length == 0 ? [.. inputs] : features;
    }

    private ConcatenatedEncoder Encoder(FeatureInput[] inputs, long seed) => ConcatenatedEncoder.Create(
        inputs, _options.Encoders.Where(e => inputs.Any(i => i.Name == e.Key)).ToDictionary(), _options.EmbeddingDimension, _options.OneHotLimit, seed);

    private (int RequestStart, int RequestWidth, int ItemStart, int ItemWidth, Parameter Weight) Cross(int number, FeatureCross cross, FeatureInput[] request, FeatureInput[] item, ref SeededRandom random)
    {
        var (requestStart, requestWidth) = Place(cross.Request, request, _request, KeepsParts ? _requestFusion.OutputWidth : 0);
        var (itemStart, itemWidth) = Place(cross.Item, item, _item, KeepsParts ? _itemFusion.OutputWidth : 0);
        WeightBudget.Take("a cross", _width, requestWidth, itemWidth);
        var values = empty(_width, requestWidth, itemWidth, ScalarType.Float32); // [H, P, Q]
        double bound = Math.Sqrt(6.0 / ((double)requestWidth * itemWidth + _width));
        foreach (ref float value in TensorMemory.Span<float>(values)) value = (float)(bound * (2 * random.NextDouble() - 1));
        var weight = nn.Parameter(values);
        weight.DetachFromDisposeScope();
        register_parameter($"cross_{number}", weight);
        return (requestStart, requestWidth, itemStart, itemWidth, weight);
    }

    private static (int Start, int Width) Place(string name, FeatureInput[] inputs, ConcatenatedEncoder encoder, int start)
    {
        foreach (var input in inputs)
        {
            int width = encoder[input.Name].OutputWidth;
            if (input.Name == name) return (start, width);
            start += width;
        }

        throw new ArgumentException($"A cross names '{name}', which is no input there. Inputs: {string.Join(", ", inputs.Select(i => i.Name))}.");
    }
}
