using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepRec.Encoders;

/// <summary>
/// The encoder of <see cref="MaskedTransformerHistoryOptions"/>. Places are counted from the newest, which is 0: in serving that is the mask's, in training
/// the newest item of a sequence, masked or not.
/// </summary>
internal sealed class MaskedTransformerHistoryEncoder : HistoryEncoder
{
    private const double StartDeviation = 0.02;
    private readonly int _length;
    private readonly Parameter _positions; // [length + 1, D]
    private readonly Parameter _mask; // [1, D]
    private readonly TransformerBlock[] _blocks;
    private readonly LayerNorm _norm;

    public MaskedTransformerHistoryEncoder(MaskedTransformerHistoryOptions options, EmbeddingTable items, ref SeededRandom random) : base(options, items)
    {
        _length = options.Length;
        try
        {
            register_parameter("positions", _positions = Normal(options.Length + 1, items.Dimension, ref random));
            register_parameter("mask", _mask = Normal(1, items.Dimension, ref random));
            var blocks = new List<TransformerBlock>();
            for (int i = 0; i < options.Blocks; i++)
            {
                blocks.Add(new TransformerBlock(items.Dimension, options.Heads, options.HiddenWidth, options.Dropout, causal: false, ref random));
                register_module($"block{i}", blocks[i]);
            }

            _blocks = [.. blocks];
            register_module("norm", _norm = TransformerBlock.Norm(items.Dimension));
        }
        catch
        {
            // What was made so far would else be left to the finaliser.
            Dispose();
            throw;
        }
    }

    // Each row has its newest items for itself, and a mask after them.
    protected override Tensor Read(Tensor vectors, Tensor ends)
    {
        long length = vectors.shape[1], width = vectors.shape[2], rows = ends.shape[1];
        int window = (int)Math.Min(length, _length), count = (int)ends.numel();
        var places = zeros(count * (window + 1), ScalarType.Int64); // [S · T · P], P = N + 1
        var (sizes, masked) = (new int[count], new List<int>[count]);
        Span<long> end = TensorMemory.Span<long>(ends), place = TensorMemory.Span<long>(places);
        for (int row = 0; row < count; row++)
        {
            int seen = (int)Math.Min(end[row], window);
            for (int i = 0; i < seen; i++) place[row * (window + 1) + i] = row / rows * length + end[row] - seen + i;
            (sizes[row], masked[row]) = (seen + 1, [seen]);
        }

        var windows = vectors.reshape(-1, width).index_select(0, places).view(count, window + 1, width); // [S · L, D] → [S · T, P, D]
        var last = empty(count, ScalarType.Int64); // [S · T]
        var some = empty(count, 1, ScalarType.Float32); // [S · T, 1]
        for (int row = 0; row < count; row++) (TensorMemory.Span<long>(last)[row], TensorMemory.Span<float>(some)[row]) = (row * (window + 1) + sizes[row] - 1, sizes[row] > 1 ? 1 : 0);
        var states = States(windows, sizes, masked).reshape(-1, width).index_select(0, last); // [S · T · P, D] → [S · T, D]
        return (states * some.to_type(states.dtype)).view(ends.shape[0], rows, width); // [S, T, D]; who met nothing has zero
    }

    // The states at the masked events themselves.
    protected override Tensor Read(Tensor vectors, ItemSequences sequences)
    {
        if (!sequences.Masked) return Read(vectors, sequences.Ends);
        int count = (int)vectors.shape[0], length = (int)vectors.shape[1], rows = (int)sequences.Ends.shape[1];
        if (length > _length + 1) throw new ArgumentException($"A masked sequence has {length} items; {_length + 1} is the most.");
        Span<long> ids = TensorMemory.Span<long>(sequences.Ids), end = TensorMemory.Span<long>(sequences.Ends);
        var places = empty(count * rows, ScalarType.Int64); // [S · T]
        var (sizes, masked) = (new int[count], new List<int>[count]);
        for (int s = 0; s < count; s++)
        {
            sizes[s] = ids.Slice(s * length, length).LastIndexOfAnyExcept(0) + 1;
            masked[s] = [];
            for (int t = 0; t < rows; t++)
            {
                int place = (int)end[s * rows + t] - 1;
                if (place >= 0) masked[s].Add(place);
                TensorMemory.Span<long>(places)[s * rows + t] = s * length + Math.Max(0, place);
            }
        }

        return States(vectors, sizes, masked).reshape(count * length, OutputWidth).index_select(0, places).view(count, rows, OutputWidth); // [S · L, D] → [S, T, D]
    }

    // The state of every place of sequences of some sizes, those that are masked hidden. [N, P, D] → [N, P, D].
    private Tensor States(Tensor vectors, int[] sizes, List<int>[] masked)
    {
        int count = sizes.Length, length = (int)vectors.shape[1];
        Tensor hidden = zeros(count, length, 1, ScalarType.Float32), keys = zeros(count, length, ScalarType.Bool), positions = zeros(count * length, ScalarType.Int64); // [N, P, 1], [N, P], [N · P]
        var hide = TensorMemory.Span<float>(hidden);
        var key = TensorMemory.Span<bool>(keys);
        var position = TensorMemory.Span<long>(positions);
        for (int n = 0; n < count; n++)
        {
            foreach (int place in masked[n]) hide[n * length + place] = 1;
            for (int i = 0; i < Math.Max(1, sizes[n]); i++) (key[n * length + i], position[n * length + i]) = (true, Math.Max(0, sizes[n] - 1 - i));
        }

        hidden = hidden.to_type(vectors.dtype);
        var shown = (vectors * hidden.Times(-1).Plus(1)).Plus(hidden * _mask); // [N, P, D] · [N, P, 1] + [N, P, 1] · [1, D]
        var x = shown.Times(Math.Sqrt(OutputWidth)).Plus(_positions.index_select(0, positions).view(count, length, OutputWidth)); // [N, P, D]
        foreach (var block in _blocks) x = block.call(x, keys);
        return _norm.call(x); // [N, P, D]
    }

    private static Parameter Normal(int rows, int width, ref SeededRandom random)
    {
        WeightBudget.Take("positions", rows, width);
        var values = empty(rows, width, ScalarType.Float32);
        foreach (ref float value in TensorMemory.Span<float>(values)) value = (float)(StartDeviation * random.NextGaussian());
        var parameter = nn.Parameter(values);
        parameter.DetachFromDisposeScope();
        return parameter;
    }
}
