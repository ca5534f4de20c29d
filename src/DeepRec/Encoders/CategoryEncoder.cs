using DeepRec.Preprocessing;
using static TorchSharp.torch;

namespace DeepRec.Encoders;

/// <summary>The encoder of <see cref="CategoryEncoderOptions"/>.</summary>
internal sealed class CategoryEncoder : FeatureEncoder
{
    private readonly string _input;
    private readonly EmbeddingTable _table;

    public CategoryEncoder(FeatureInput input, int dimension, double deviation, long seed) : base(input.Name)
    {
        var random = new SeededRandom((ulong)seed);
        (_input, _table) = (input.Name, new EmbeddingTable(input.Size, dimension, deviation, ref random));
        register_module("table", _table);
    }

    public override int OutputWidth => _table.Dimension;

    internal override void FillUnmet(Dataset training) => _table.FillUnmet(training.Column<IdColumn>(_input).Ids);

    internal override void FillUnknown() => _table.FillUnknown();

    internal override FusedInput Fuse(Dataset training) => new FusedLookup(_table, training.Column<IdColumn>(_input));

    // Layers are registered under names of their own; a search of the fields would register them twice.
    protected override void RegisterComponents()
    {
    }

    public override Tensor forward(FeatureBatch batch) => _table.call(batch.Ids(_input)); // [B, D]
}
