using static TorchSharp.torch;

namespace DeepRec.Encoders;

/// <summary>
/// A history encoder that makes a state of each place of a sequence, of the items up to that place alone: all of a sequence's rows are then read from one
/// pass. A row that saw nothing gets zero.
/// </summary>
internal abstract class CausalHistoryEncoder(HistoryOptions options, EmbeddingTable items) : HistoryEncoder(options, items)
{
    private readonly int _length = options.Length;

    public sealed override bool ReadsFromStart => true;

    /// <summary>The state after each item, which depends on the items from the first to this one.</summary>
    /// <param name="vectors">Shape [S, L, D], L at most the length.</param>
    /// <returns>Shape [S, L, D].</returns>
    protected abstract Tensor States(Tensor vectors);

    protected sealed override Tensor Read(Tensor vectors, Tensor ends) =>
        vectors.shape[1] <= _length ? At(States(vectors), ends) : Newest(vectors, ends);

    // A sequence that is longer than what a row may see: each row has its newest items for itself.
    private Tensor Newest(Tensor vectors, Tensor ends)
    {
        long length = vectors.shape[1], width = vectors.shape[2];
        Tensor places = zeros(ends.numel() * _length, ScalarType.Int64), counts = empty(ends.numel(), 1, ScalarType.Int64); // [S · T · N], [S · T, 1]
        Span<long> end = TensorMemory.Span<long>(ends), place = TensorMemory.Span<long>(places), count = TensorMemory.Span<long>(counts);
        for (int row = 0; row < end.Length; row++)
        {
            count[row] = Math.Min(end[row], _length);
            long first = row / ends.shape[1] * length + end[row] - count[row];
            for (int i = 0; i < count[row]; i++) place[row * _length + i] = first + i;
        }

        var windows = vectors.reshape(-1, width).index_select(0, places).view(-1, _length, width); // [S · T, N, D]
        return At(States(windows), counts).view(ends.shape[0], ends.shape[1], width); // [S · T, 1, D] → [S, T, D]
    }

    // [S, L, D] and [S, T] → [S, T, D].
    private static Tensor At(Tensor states, Tensor ends)
    {
        long length = states.shape[1], width = states.shape[2], rows = ends.shape[1];
        Tensor places = empty(ends.numel(), ScalarType.Int64), seen = empty(ends.numel(), 1, ScalarType.Float32); // [S · T], [S · T, 1]
        Span<long> end = TensorMemory.Span<long>(ends), place = TensorMemory.Span<long>(places);
        var some = TensorMemory.Span<float>(seen);
        for (int row = 0; row < end.Length; row++) (place[row], some[row]) = (row / rows * length + Math.Max(0, end[row] - 1), end[row] == 0 ? 0 : 1);
        return (states.reshape(-1, width).index_select(0, places) * seen.to_type(states.dtype)).view(ends.shape[0], rows, width); // [S · L, D] → [S · T, D] → [S, T, D]
    }
}
