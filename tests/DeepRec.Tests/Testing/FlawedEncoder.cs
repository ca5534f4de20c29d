using DeepRec.Encoders;
using DeepRec.Preprocessing;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepRec.Tests.Testing;

/// <summary>A row of a table for each id, but for its flaw.</summary>
internal sealed class FlawedEncoder : FeatureEncoder
{
    private const int Dimension = 3;
    private readonly EncoderFlaw _flaw;
    private readonly double _shift;
    private readonly string _input;
    private readonly Parameter _table; // [V, D]
    private readonly Parameter? _unused;
    private readonly List<Tensor> _kept = [];
    private readonly SharedIds _shared = new();

    public FlawedEncoder(EncoderFlaw flaw, double shift, FeatureInput input, ulong seed) : base(input.Name)
    {
        (_flaw, _shift, _input) = (flaw, shift, input.Name);
        if (flaw == EncoderFlaw.HasAParameterWithoutUse) _unused = nn.Parameter(zeros(3));
        if (flaw == EncoderFlaw.RegistersAParameterByItsProperty) Property = nn.Parameter(zeros(1));
        if (flaw == EncoderFlaw.HidesAParameter) RegisterComponents();
        _table = Table(input.Size, new SeededRandom(seed));
        if (flaw != EncoderFlaw.HidesAParameter) RegisterComponents();
    }

    public Parameter? Property { get; }

    public override int OutputWidth => _flaw == EncoderFlaw.SaysAnotherWidth ? Dimension + 1 : Dimension;

    public override Tensor forward(FeatureBatch batch)
    {
        using var scope = NewDisposeScope();
        var ids = batch.Ids(_input); // [B]
        if (_flaw == EncoderFlaw.SharesAFieldBetweenThreads) ids = tensor(_shared.Exchange(TensorMemory.Span<long>(ids))); // [B]

        var vectors = _table.index_select(0, ids).Plus(_shift); // [B, D]
        if (Property is not null) vectors = vectors.Plus(Property);
        if (_flaw == EncoderFlaw.DrawsAtRandom) vectors = vectors.Plus(rand_like(vectors));
        if (_flaw == EncoderFlaw.LooksAtTheBatch) vectors = vectors.Plus(vectors.mean([0])); // [B, D] + [D]
        if (_flaw == EncoderFlaw.IsNotANumberForPadding && !training) vectors = vectors * (ids / ids).unsqueeze(1); // 0 / 0
        if (_flaw == EncoderFlaw.KeepsVectors) _kept.Add(vectors.alias().DetachFromDisposeScope());
        return vectors.MoveToOuterDisposeScope();
    }

    private Parameter Table(int rows, SeededRandom random)
    {
        if (_flaw == EncoderFlaw.StartsFromTheGlobalGenerator) return nn.Parameter(randn(rows, Dimension));
        var values = new float[rows * Dimension];
        foreach (ref float value in values.AsSpan()) value = (float)random.NextGaussian();
        return nn.Parameter(TensorMemory.FromFloats(values, rows, Dimension)); // [V, D]
    }
}
