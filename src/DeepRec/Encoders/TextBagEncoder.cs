using DeepRec.Preprocessing;
using static TorchSharp.torch;

namespace DeepRec.Encoders;

/// <summary>The encoder of <see cref="TextBagEncoderOptions"/>.</summary>
internal sealed class TextBagEncoder : FeatureEncoder
{
    private readonly FeatureInput _input;
    private readonly float[] _weights;
    private readonly TextBagEncoderOptions _options;
    private readonly EmbeddingTable _tokens;
    private readonly Dropout _dropout;

    public TextBagEncoder(FeatureInput input, TextBagEncoderOptions options, ref SeededRandom random) : base(input.Name)
    {
        (_input, _options, _weights) = (input, options, [.. input.Weights]);
        register_module("tokens", _tokens = new EmbeddingTable(input.Size, options.Dimension, options.InitialDeviation, ref random));
        register_module("dropout", _dropout = new Dropout(options.Dropout));
    }

    public override int OutputWidth => _options.Dimension;

    internal override void FillUnmet(Dataset training) => _tokens.FillUnmet(training.Column<IdBagColumn>(_input.Name).Ids);

    // Layers are registered under names of their own; a search of the fields would register them twice.
    protected override void RegisterComponents()
    {
    }

    public override Tensor forward(FeatureBatch batch)
    {
        var (ids, rows, shares) = Shares(batch.Bag(_input.Name)); // [M], [M], [M, 1]: M different ids in all rows
        var vectors = _tokens.call(ids); // [M, D]
        return TensorMath.SumRows(vectors * _dropout.call(shares.to_type(vectors.dtype)), rows, batch.Size); // [B, D]
    }

    // Each row's different ids and their part of a vector of length 1.
    private (Tensor Ids, Tensor Rows, Tensor Shares) Shares(IdBag bag)
    {
        Span<long> all = TensorMemory.Span<long>(bag.Ids);
        var lengths = TensorMemory.Span<float>(bag.Lengths);
        var (ids, rows, shares) = (new List<long>(all.Length), new List<long>(all.Length), new List<float>(all.Length));
        for (int row = 0, start = 0; row < lengths.Length; start += (int)lengths[row++])
        {
            long[] sorted = all.Slice(start, (int)lengths[row]).ToArray();
            Array.Sort(sorted);
            int first = shares.Count;
            double squares = 0;
            for (int i = 0, end; i < sorted.Length; i = end)
            {
                for (end = i + 1; end < sorted.Length && sorted[end] == sorted[i];) end++;
                double weight = (_options.SublinearFrequency ? 1 + Math.Log(end - i) : end - i) * (_weights.Length == 0 ? 1 : _weights[sorted[i]]);
                squares += weight * weight;
                ids.Add(sorted[i]);
                rows.Add(row);
                shares.Add((float)weight);
            }

            double norm = squares == 0 ? 1 : Math.Sqrt(squares);
            for (int i = first; i < shares.Count; i++) shares[i] = (float)(shares[i] / norm);
        }

        return (tensor(ids, ScalarType.Int64), tensor(rows, ScalarType.Int64), TensorMemory.FromFloats([.. shares], shares.Count, 1));
    }
}
