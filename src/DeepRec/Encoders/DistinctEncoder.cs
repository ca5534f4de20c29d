using DeepRec.Preprocessing;
using static TorchSharp.torch;

namespace DeepRec.Encoders;

/// <summary>What encoders of vectors have in common: each distinct vector of a batch is encoded once, then given to its rows.</summary>
internal abstract class DistinctEncoder : FeatureEncoder
{
    // Its square, added up over a vector of any length, is still a float.
    private const double Largest = 1e15;

    // 64 MiB of float32.
    private const long BlockNumbers = 1 << 24;

    private readonly string _input;
    private readonly MissingModality _missing;
    private readonly Dropout _dropout;

    protected DistinctEncoder(FeatureInput input, int outputWidth, double dropout, double modalityDropout) : base(input.Name)
    {
        (_input, OutputWidth) = (input.Name, outputWidth);
        (_missing, _dropout) = (new MissingModality(outputWidth, modalityDropout), new Dropout(dropout));
        register_module("missing", _missing);
        register_module("dropout", _dropout);
    }

    public override int OutputWidth { get; }

    /// <summary>How many numbers a vector becomes at most on its way.</summary>
    protected abstract long Widest { get; }

    /// <summary>[U, W] → [U, D].</summary>
    protected abstract Tensor Encode(Tensor vectors);

    // Layers are registered under names of their own; a search of the fields would register them twice.
    protected sealed override void RegisterComponents()
    {
    }

    public sealed override Tensor forward(FeatureBatch batch)
    {
        var (distinct, rows) = batch.Vectors(_input); // [U, W], [B]
        return _dropout.call(_missing.call(EncodeAll(distinct), rows)); // [B, D]
    }

    /// <summary>Where each training row has a vector, so that nothing could be learned for rows that have none, these get the mean encoding.</summary>
    internal sealed override void FillUnmet(Dataset training)
    {
        var column = training.Column<VectorColumn>(_input).Trim();
        if (_missing.IsLearnedAnyway || column.Count == 0 || column.MissingCount > 0) return;
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        bool wasTraining = this.training;
        eval();
        var mean = new double[OutputWidth];
        var counts = new int[column.VectorCount];
        foreach (int code in column.Codes) counts[code]++;
        int step = (int)Math.Clamp(BlockNumbers / Math.Max(Widest, column.Width), 1, 4096);
        for (int first = 0; first < counts.Length; first += step)
        {
            using var block = NewDisposeScope();
            int count = Math.Min(step, counts.Length - first);
            float[] encoded = TensorMemory.ToFloats(EncodeAll(TensorMemory.FromFloats(column.Values.Slice(first * column.Width, count * column.Width), count, column.Width))); // [count, D]
            for (int i = 0; i < encoded.Length; i++) mean[i % OutputWidth] += (double)counts[first + (i / OutputWidth)] / column.Count * encoded[i];
        }

        _missing.Set(mean);
        train(wasTraining);
    }

    // Scoring needs no layer's values again once they are used, so that blocks keep a large catalogue's memory small.
    private Tensor EncodeAll(Tensor distinct)
    {
        long count = distinct.shape[0], step = Math.Max(1, BlockNumbers / Widest);
        if (count == 0) return distinct.new_zeros(0, OutputWidth); // [0, D]
        if (training || count <= step) return Encode(Bounded(distinct)); // [U, D]
        var blocks = new List<Tensor>();
        for (long first = 0; first < count; first += step)
        {
            using var block = NewDisposeScope();
            blocks.Add(Encode(Bounded(distinct.narrow(0, first, Math.Min(step, count - first)))).MoveToOuterDisposeScope()); // [step, D]
        }

        return cat(blocks, dim: 0); // [U, D]
    }

    private static Tensor Bounded(Tensor vectors) => vectors.AtLeast(-Largest).AtMost(Largest);
}
