using DeepRec.Preprocessing;
using static TorchSharp.torch;

namespace DeepRec.Encoders;

/// <summary>The encoder of <see cref="OneHotEncoderOptions"/>.</summary>
internal sealed class OneHotEncoder : FeatureEncoder
{
    private readonly FeatureInput _input;

    public OneHotEncoder(FeatureInput input, int width) : base(input.Name) => (_input, OutputWidth) = (input, width);

    public override int OutputWidth { get; }

    internal override FusedInput Fuse(Dataset training) => _input.Kind == FeatureInputKind.Id
        ? new FusedOneHot(OutputWidth, training.Column<IdColumn>(_input.Name), bags: null)
        : new FusedOneHot(OutputWidth, ids: null, training.Column<IdBagColumn>(_input.Name));

    public override Tensor forward(FeatureBatch batch)
    {
        if (_input.Kind == FeatureInputKind.Id) return Places(batch.Ids(_input.Name)); // [B] → [B, D]
        var bag = batch.Bag(_input.Name);
        return BagPool.Reduce(Places(bag.Ids), bag, batch.Size, BagPooling.SquareRoot); // [N] → [N, D] → [B, D]
    }

    private Tensor Places(Tensor ids)
    {
        var places = zeros(ids.shape[0], OutputWidth, ScalarType.Float32); // [N, D]
        var target = TensorMemory.Span<float>(places);
        int row = 0;
        foreach (long id in TensorMemory.Span<long>(ids))
        {
            if (id > Vocabulary.FirstBucket) target[(row * OutputWidth) + (int)id - Vocabulary.FirstBucket - 1] = 1;
            row++;
        }

        return places;
    }
}
