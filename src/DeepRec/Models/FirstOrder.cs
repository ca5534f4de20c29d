using DeepRec.Encoders;
using DeepRec.Preprocessing;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepRec.Models;

/// <summary>Σ_i w_i(x_i): a number for each id, of several ids their mean, and a weight for each number; all start at 0. [B].</summary>
internal sealed class FirstOrder : nn.Module<FeatureBatch, Tensor>
{
    private static readonly FeatureEncoderOptions OfId = new CategoryEncoderOptions { Dimension = 1, InitialDeviation = 0 };
    private static readonly FeatureEncoderOptions OfIds = new CategoriesEncoderOptions { Dimension = 1, InitialDeviation = 0 };
    private readonly ConcatenatedEncoder? _ids;
    private readonly string[] _numbers;
    private readonly Linear? _weight;

    public FirstOrder(IReadOnlyList<FeatureInput> inputs, long seed) : base(nameof(FirstOrder))
    {
        FeatureInput[] ids = [.. inputs.Where(f => f.Kind is FeatureInputKind.Id or FeatureInputKind.IdBag)], numbers = [.. inputs.Where(f => f.Kind == FeatureInputKind.Number)];
        _numbers = [.. numbers.Select(f => f.Name)];
        if (ids.Length > 0) register_module("ids", _ids = ConcatenatedEncoder.Create(ids, ids.ToDictionary(f => f.Name, f => f.Kind == FeatureInputKind.Id ? OfId : OfIds), idDimension: null, oneHotLimit: 0, seed));
        if (numbers.Length == 0) return;
        var random = new SeededRandom(0); // start values are 0
        register_module("numbers", _weight = StartValues.Glorot(numbers.Sum(f => f.Size), 1, bias: false, ref random));
        TensorMemory.Span<float>(_weight.weight!).Clear();
    }

    /// <summary>The weights of the rows' ids, n × [B, 1].</summary>
    public Tensor[] Weights(FeatureBatch batch) => _ids?.EncodeParts(batch) ?? [];

    public void FillUnmet(Dataset training) => _ids?.FillUnmet(training);

    // Layers are registered under names of their own; a search of the fields would register them twice.
    protected override void RegisterComponents()
    {
    }

    public override Tensor forward(FeatureBatch batch)
    {
        var sum = _ids?.call(batch).sum(1); // [B, n] → [B]
        if (_weight is null) return sum ?? zeros(batch.Size, ScalarType.Float32);
        var weighed = _weight.call(cat([.. _numbers.Select(batch.Numbers)], dim: 1)).squeeze(1); // [B, Σ width] → [B, 1] → [B]
        return sum is null ? weighed : sum.Plus(weighed);
    }
}
