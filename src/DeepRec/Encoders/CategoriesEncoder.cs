using DeepRec.Preprocessing;
using static TorchSharp.torch;

namespace DeepRec.Encoders;

/// <summary>The encoder of <see cref="CategoriesEncoderOptions"/>.</summary>
internal sealed class CategoriesEncoder : FeatureEncoder
{
    private readonly string _input;
    private readonly BagPooling _pooling;
    private readonly EmbeddingTable _table;

    public CategoriesEncoder(FeatureInput input, int dimension, CategoriesEncoderOptions options, long seed) : base(input.Name)
    {
        var random = new SeededRandom((ulong)seed);
        (_input, _pooling) = (input.Name, options.Pooling);
        _table = new EmbeddingTable(input.Size, dimension, options.InitialDeviation, ref random);
        register_module("table", _table);
    }

    public override int OutputWidth => _table.Dimension;

    internal override void FillUnmet(Dataset training) => _table.FillUnmet(training.Column<IdBagColumn>(_input).Ids);

    internal override FusedInput Fuse(Dataset training) => new FusedBag(_table, training.Column<IdBagColumn>(_input), _pooling);

    // Layers are registered under names of their own; a search of the fields would register them twice.
    protected override void RegisterComponents()
    {
    }

    public override Tensor forward(FeatureBatch batch)
    {
        var bag = batch.Bag(_input);
        return BagPool.Reduce(_table.call(bag.Ids), bag, batch.Size, _pooling); // [N, D] → [B, D]
    }
}
