using System.Text.Json;
using DeepRec.Encoders;
using static TorchSharp.torch;

namespace DeepRec.Models;

/// <summary>The model of <see cref="ItemAutoencoderOptions"/>; its formula stands there.</summary>
internal sealed class ItemAutoencoder : ItemRanker
{
    private readonly ItemAutoencoderOptions _options;
    private readonly RankingInputs _inputs;
    private readonly EmbeddingTable _items;
    private readonly EmbeddingTable _bias;
    private readonly ResidualBlock _residual;
    private readonly Tensor _weights; // [V], n^−½ of each id

    public ItemAutoencoder(ItemAutoencoderOptions options, RankingInputs inputs, long seed) : base(nameof(ItemAutoencoder))
    {
        (_options, _inputs) = (options, inputs);
        var id = inputs.ItemId ?? throw new ArgumentException("An autoencoder needs the item's id as an input. Give it a vocabulary.", nameof(inputs));
        try
        {
            var random = new SeededRandom(StableHash.Combine((ulong)seed, 7));
            register_module("items", _items = new EmbeddingTable(id.Size, options.Dimension, deviation: 0.05, ref random));
            register_module("bias", _bias = new EmbeddingTable(id.Size, 1, deviation: 0, ref random));
            register_module("residual", _residual = new ResidualBlock(options.Dimension, options.ResidualWidth, options.Dropout, ref random));
            WeightBudget.Take("weights of items", id.Size);
            _weights = ones(id.Size, ScalarType.Float32);
            _weights.DetachFromDisposeScope();
            register_buffer("weights", _weights);
        }
        catch
        {
            // What was made so far would else be left to the finaliser.
            Dispose();
            throw;
        }
    }

    public override int HistoryLength => _options.HistoryLength;

    public override Tensor EncodeRequests(FeatureBatch requests)
    {
        ArgumentNullException.ThrowIfNull(requests);
        using var scope = NewDisposeScope();
        var (ids, ends, rows) = requests.History; // [S, L], [S, T], [B]
        int length = (int)ids.shape[1], places = (int)ends.shape[1];
        Span<long> id = TensorMemory.Span<long>(ids), end = TensorMemory.Span<long>(ends), row = TensorMemory.Span<long>(rows);
        var bag = new ItemBag();
        foreach (long place in row)
        {
            int stop = (int)end[(int)place], start = Math.Max(0, stop - HistoryLength);
            bag.Add([.. id.Slice((int)(place / places) * length + start, stop - start).ToArray().Distinct()]);
        }

        return EncodeBags(bag).MoveToOuterDisposeScope(); // [B, D + 1]
    }

    public override Tensor EncodeItems(FeatureBatch items)
    {
        ArgumentNullException.ThrowIfNull(items);
        return EncodeItems(items.Ids(_inputs.ItemId!.Name)); // [K, D + 1]
    }

    /// <summary>[K] → [K, D + 1].</summary>
    public Tensor EncodeItems(Tensor ids)
    {
        using var scope = NewDisposeScope();
        return cat([OfLengthOne(_items.call(ids)), _bias.call(ids)], dim: 1).MoveToOuterDisposeScope();
    }

    /// <summary>What is known of users with such histories. [B] → [B, D + 1].</summary>
    public Tensor EncodeBags(ItemBag bag)
    {
        using var scope = NewDisposeScope();
        var (ids, rows) = (bag.Ids(), bag.Rows()); // [N], [N]
        var vectors = _items.call(ids) * _weights.index_select(0, ids).unsqueeze(1); // [N, D] · [N, 1]
        var sum = nn.functional.layer_norm(TensorMath.SumRows(vectors, rows, bag.Count), [_options.Dimension], null, null, 1e-12); // [B, D]
        var user = OfLengthOne(_residual.call(sum)).Times(1 / _options.Temperature) * bag.Filled().unsqueeze(1); // [B, D]; of nothing comes nothing
        return cat([user, ones(bag.Count, 1)], dim: 1).MoveToOuterDisposeScope();
    }

    public override Tensor Score(Tensor requests, Tensor items) => requests.mm(items.t()); // [B, D + 1] · [D + 1, K] → [B, K]

    public override Tensor ScorePairs(Tensor requests, Tensor items)
    {
        using var scope = NewDisposeScope();
        return (requests * items).sum(1).MoveToOuterDisposeScope(); // [B, D + 1] → [B]
    }

    internal override bool ReadsUserId => false;

    internal override bool ScoresAreProducts => true;

    internal override string Settings => JsonSerializer.Serialize(_options, Json.Options);

    /// <summary>Before training: weights by how many users met each item, vectors from who met what.</summary>
    public void Start(RankingData data, ulong seed, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var met = SparseMatrix.Of(data.Interactions);
        var ids = _inputs.Catalogue.Column<IdColumn>(_inputs.ItemId!.Name).Ids;
        var counts = new float[_weights.shape[0]];
        foreach (int item in met.Columns) counts[ids[item]]++;
        float[] roots = Array.ConvertAll(counts, Root), users = [.. Enumerable.Range(0, met.RowCount).Select(row => Root(met.ColumnsOf(row).Length))];
        roots.CopyTo(TensorMemory.Span<float>(_weights));
        var items = new float[met.ColumnCount];
        for (int item = 0; item < items.Length; item++) items[item] = roots[ids[item]];
        if (met.Values.Length == 0) return;
        var svd = TruncatedSvd.Of(met.Scaled(users, items), _options.Dimension, seed, iterations: 8, tolerance: 1e-4, cancellationToken);
        _items.Set(ids, Vectors(svd, items.Length));
    }

    internal override void FillUnmet(RankingData data)
    {
        int[] met = data.ItemIds();
        _items.FillUnmet(met);
        _bias.FillUnmet(met);
    }

    /// <summary>Does nothing: layers are registered under names of their own, and a search of the fields would register them twice.</summary>
    protected override void RegisterComponents()
    {
    }

    // V √S, each row of length 1. Shape [I × D].
    private float[] Vectors(TruncatedSvd svd, int items)
    {
        var vectors = new float[items * _options.Dimension];
        for (int item = 0; item < items; item++)
        {
            var row = vectors.AsSpan(item * _options.Dimension, svd.Rank);
            for (int i = 0; i < row.Length; i++) row[i] = svd.Right[item * svd.Rank + i] * MathF.Sqrt(svd.SingularValues[i]);
            float length = System.Numerics.Tensors.TensorPrimitives.Norm<float>(row);
            if (length > 0) System.Numerics.Tensors.TensorPrimitives.Divide(row, length, row);
        }

        return vectors;
    }

    private static float Root(int count) => Root((float)count);

    private static float Root(float count) => count == 0 ? 0 : 1 / MathF.Sqrt(count);

    private static Tensor OfLengthOne(Tensor vectors) => vectors / vectors.Squared().sum(1, keepdim: true).Plus(1e-12).sqrt(); // [N, D] / [N, 1]
}
