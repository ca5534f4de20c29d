using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepRec.Encoders;

/// <summary>
/// The encoder of <see cref="ConvolutionHistoryOptions"/>. The pictures of a sequence's rows overlap: each filter passes over the sequence once, N places of
/// zeros before it, and a row takes the maximum over its own places.
/// </summary>
/// <remarks>Cost of a place: Σ heights · M · D + N · V · D multiply-adds, and (M · heights + V · D) · D a row.</remarks>
internal sealed class ConvolutionHistoryEncoder : HistoryEncoder
{
    private readonly int _length;
    private readonly (int Height, Linear Filters)[] _horizontal;
    private readonly Linear _vertical;
    private readonly Linear _output;

    public ConvolutionHistoryEncoder(ConvolutionHistoryOptions options, EmbeddingTable items, ref SeededRandom random) : base(options, items)
    {
        _length = options.Length;
        int width = items.Dimension, filters = checked(options.VerticalFilters * width);
        var horizontal = new List<(int, Linear)>();
        try
        {
            foreach (int height in options.Heights.Where(height => height <= _length).Distinct().Order())
            {
                horizontal.Add((height, StartValues.Linear(checked(height * width), options.HorizontalFilters, WeightInitialization.GlorotUniform, ref random)));
                register_module($"horizontal{height}", horizontal[^1].Item2);
                filters = checked(filters + options.HorizontalFilters);
            }

            register_module("vertical", _vertical = StartValues.Linear(_length, options.VerticalFilters, WeightInitialization.GlorotUniform, ref random));
            register_module("output", _output = StartValues.Linear(filters, width, WeightInitialization.GlorotUniform, ref random));
        }
        catch
        {
            // What was made so far would else be left to the finaliser.
            Dispose();
            throw;
        }

        _horizontal = [.. horizontal];
    }

    protected override Tensor Read(Tensor vectors, Tensor ends)
    {
        long sequences = vectors.shape[0], width = vectors.shape[2], rows = ends.shape[1];
        var padded = nn.functional.pad(vectors, [0, 0, _length, 0]); // [S, L, D] → [S, N + L, D]
        var places = Places(ends, vectors.shape[1] + 1); // [S · T]
        var parts = new List<Tensor>();
        foreach (var (height, filters) in _horizontal)
        {
            var passed = filters.call(Windows(padded, height)).relu().transpose(1, 2); // [S, N + L − height + 1, M] → [S, M, …]
            var most = nn.functional.max_pool1d(passed, _length - height + 1, 1); // [S, M, L + 1]
            parts.Add(most.transpose(1, 2).reshape(-1, most.shape[1]).index_select(0, places)); // [S · T, M]
        }

        var vertical = _vertical.call(padded.unfold(1, _length, 1)); // [S, L + 1, D, N] → [S, L + 1, D, V]
        parts.Add(vertical.reshape(-1, width * vertical.shape[3]).index_select(0, places)); // [S · T, D · V]
        var read = _output.call(cat(parts, dim: 1)); // [S · T, D]
        return (read * Seen(ends).to_type(read.dtype)).view(sequences, rows, width); // [S, T, D]
    }

    // The rows of each window beside each other, oldest first. [S, P, D] → [S, P − height + 1, height · D].
    private static Tensor Windows(Tensor padded, int height)
    {
        long count = padded.shape[1] - height + 1;
        return height == 1 ? padded : cat([.. Enumerable.Range(0, height).Select(k => padded.narrow(1, k, count))], dim: 2);
    }

    // A row that sees e items has the picture that starts at place e of the padded sequence.
    private static Tensor Places(Tensor ends, long pictures)
    {
        var places = empty(ends.numel(), ScalarType.Int64);
        Span<long> end = TensorMemory.Span<long>(ends), place = TensorMemory.Span<long>(places);
        for (int row = 0; row < end.Length; row++) place[row] = row / ends.shape[1] * pictures + end[row];
        return places;
    }

    private static Tensor Seen(Tensor ends)
    {
        var seen = empty(ends.numel(), 1, ScalarType.Float32);
        var end = TensorMemory.Span<long>(ends);
        var some = TensorMemory.Span<float>(seen);
        for (int row = 0; row < end.Length; row++) some[row] = end[row] == 0 ? 0 : 1;
        return seen;
    }
}
