using System.Numerics.Tensors;

namespace DeepRec;

/// <summary>The scorer of <see cref="GfCfOptions"/>: x R̃ᵀ, then times R̃, so that no matrix of item pairs is held.</summary>
/// <param name="popularity">Shape [I].</param>
/// <param name="decay">Of weights in the history.</param>
/// <param name="normalized">R̃, shape [users × I].</param>
/// <param name="factors">√(α D_i) V_i, shape [I × K]; or empty.</param>
internal sealed class GfCfScorer(float[] popularity, double decay, SparseMatrix normalized, float[] factors) : HistoryScorer(popularity, decay)
{
    private readonly SparseMatrix _byItem = normalized.Transpose();
    private readonly int _dimension = popularity.Length == 0 ? 0 : factors.Length / popularity.Length;

    protected override void Score(RankingRequests requests, HistoryWeights history, Span<float> scores, bool[] says)
    {
        var userSums = new float[normalized.RowCount];
        var low = new float[requests.Count * _dimension]; // [B × K]
        for (int request = 0; request < requests.Count; request++)
        {
            history.Read(requests.HistoryOf(request));
            Array.Clear(userSums);
            var frequencies = low.AsSpan(request * _dimension, _dimension);
            for (int place = 0; place < history.Items.Length; place++)
            {
                int item = history.Items[place];
                float weight = history.Weights[place];
                int users = _byItem.ColumnsOf(item).Length;
                if (users == 0) continue;
                says[request] = true;
                _byItem.AddRow(item, weight, userSums);
                if (_dimension > 0) TensorPrimitives.MultiplyAdd(factors.AsSpan(item * _dimension, _dimension), weight / users, frequencies, frequencies);
            }

            var row = scores.Slice(request * ItemCount, ItemCount);
            for (int user = 0; user < userSums.Length; user++) if (userSums[user] != 0) normalized.AddRow(user, userSums[user], row);
        }

        if (_dimension > 0) DotProducts.Add(low, factors, _dimension, scores);
    }

    protected override IReadOnlyList<NamedArray> Learned() =>
        [.. StoredArrays.Of("normalized", normalized), NamedArray.From<float>("factors", factors, ItemCount, _dimension)];
}
