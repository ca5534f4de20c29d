using DeepRec.Preprocessing;
using static TorchSharp.torch;

namespace DeepRec.Encoders;

/// <summary>The encoder of <see cref="OneHotEncoderOptions"/>.</summary>
internal sealed class OneHotEncoder : FeatureEncoder
{
    private readonly FeatureInput _input;
    private readonly Tensor _places;

    public OneHotEncoder(FeatureInput input) : base(input.Name)
    {
        (_input, OutputWidth) = (input, Math.Max(1, input.Size - Vocabulary.FirstBucket - 1));
        _places = zeros(input.Size, OutputWidth, ScalarType.Float32); // [V, D]
        for (int id = Vocabulary.FirstBucket + 1; id < input.Size; id++) TensorMemory.Span<float>(_places)[id * OutputWidth + id - Vocabulary.FirstBucket - 1] = 1;
        _places.DetachFromDisposeScope();
    }

    public override int OutputWidth { get; }

    public override Tensor forward(FeatureBatch batch)
    {
        if (_input.Kind == FeatureInputKind.Id) return _places.index_select(0, batch.Ids(_input.Name)); // [B, D]
        var bag = batch.Bag(_input.Name);
        return BagPool.Reduce(_places.index_select(0, bag.Ids), bag, batch.Size, BagPooling.SquareRoot); // [N, D] → [B, D]
    }

    // A search of the fields would make the places a buffer and save them.
    protected override void RegisterComponents()
    {
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _places.Dispose();
        base.Dispose(disposing);
    }
}
