using System.Runtime.InteropServices;
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
        register_module("tokens", _tokens = new EmbeddingTable(input.Size, options.Dimension, options.InitialDeviation, ref random, input.Vectors, options.FreezeVectors));
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
        if (batch.Size == 0) return zeros(0, OutputWidth, ScalarType.Float32); // [0, D]
        var bag = batch.Bag(_input.Name);
        var bags = new DistinctBags(bag, int.MaxValue, sort: false);
        var (places, shares) = Shares(bag, bags); // [2, M], [M]: M different ids in all rows
        using var sparse = sparse_coo_tensor(places, _dropout.call(shares).to_type(_tokens.Type), [bags.Lengths.Length, _input.Size]); // [distinct, V]
        return bags.Spread(_tokens.Combine(sparse)); // [distinct, V] · [V, D] → [B, D]
    }

    // Where each distinct row's different ids stand, and their part of a vector of length 1.
    private (Tensor Places, Tensor Shares) Shares(IdBag bag, DistinctBags bags)
    {
        var all = TensorMemory.Span<long>(bag.Ids);
        var (ids, rows, shares) = (new List<long>(all.Length), new List<long>(all.Length), new List<double>(all.Length));
        for (int row = 0; row < bags.Lengths.Length; row++)
        {
            long[] sorted = all.Slice(bags.Starts[row], bags.Lengths[row]).ToArray();
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
                shares.Add(weight);
            }

            double norm = squares == 0 ? 1 : Math.Sqrt(squares);
            for (int i = first; i < shares.Count; i++) shares[i] /= norm;
        }

        Tensor places = empty(2, ids.Count, ScalarType.Int64), values = empty(ids.Count, ScalarType.Float64); // [2, M], [M]
        CollectionsMarshal.AsSpan(rows).CopyTo(TensorMemory.Span<long>(places));
        CollectionsMarshal.AsSpan(ids).CopyTo(TensorMemory.Span<long>(places)[ids.Count..]);
        CollectionsMarshal.AsSpan(shares).CopyTo(TensorMemory.Span<double>(values));
        return (places, values);
    }
}
