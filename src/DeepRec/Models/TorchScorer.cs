using DeepRec.Encoders;
using DeepRec.Preprocessing;
using static TorchSharp.torch;

namespace DeepRec.Models;

/// <summary>Scores by running the module in TorchSharp, block after block, in evaluation and inference mode. Owns the model.</summary>
internal sealed class TorchScorer : Scorer
{
    // Large enough for speed, small enough that a wide layer's output stays in the cache.
    private const int GreatestBlock = 4096;

    // 256 MiB of float32: the widest layer's output for one block.
    private const long BlockNumbers = 1 << 26;
    private readonly int _blockSize;
    private readonly RecommenderModel _model;
    private readonly IReadOnlyList<FeatureInput> _inputs;
    private volatile bool _disposed;

    public TorchScorer(RecommenderModel model, IReadOnlyList<FeatureInput> inputs)
    {
        (_model, _inputs) = (model, inputs);
        _model.eval();
        Widest = ParameterWidth.Of(model);
        _blockSize = (int)Math.Clamp(BlockNumbers / Widest, 1, GreatestBlock);
    }

    /// <summary>The longest last axis of a parameter: no vector of a row is longer in the library's own models.</summary>
    public long Widest { get; }

    public RecommenderModel Model => _model;

    public override void Score(Dataset encoded, Span<float> scores) => Score(encoded, scores, histories: null);

    /// <summary>The same, where rows have rated histories beside what the model kept.</summary>
    /// <param name="encoded">Rows as they leave the pipeline.</param>
    /// <param name="scores">Shape [rows]; filled.</param>
    /// <param name="histories">Those of the rows from the first number on, as many as the second says; <see langword="null"/>: what the model kept.</param>
    public void Score(Dataset encoded, Span<float> scores, Func<int, int, RatedHistories>? histories)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        var source = new BatchSource(encoded, _inputs);
        Span<int> block = new int[Math.Min(_blockSize, source.Count)];
        for (int start = 0; start < source.Count; start += _blockSize)
        {
            using var scope = NewDisposeScope();
            using var inference = inference_mode();
            var rows = block[..Math.Min(_blockSize, source.Count - start)];
            for (int i = 0; i < rows.Length; i++) rows[i] = start + i;
            var batch = source.Gather(rows);
            if (histories is not null) batch = batch.With(histories(start, rows.Length));
            var scored = _model.call(batch); // [B]
            if (scored.Dimensions != 1 || scored.shape[0] != rows.Length)
            {
                throw new InvalidOperationException($"{_model.GetName()} gave shape {NamedArray.Describe(scored.shape)} for {rows.Length} rows; a score for each row, shape [{rows.Length}], is expected.");
            }

            TensorMemory.ToFloats(scored).CopyTo(scores[start..]);
        }
    }

    public override void Dispose()
    {
        _disposed = true;
        _model.Dispose();
    }
}
