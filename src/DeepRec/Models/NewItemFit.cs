using System.Numerics.Tensors;
using DeepRec.Encoders;
using DeepRec.Preprocessing;
using static TorchSharp.torch;
using Tensor = TorchSharp.torch.Tensor;

namespace DeepRec.Models;

/// <summary>
/// Before an update's steps: moves the vectors of items that came after the training, and nothing else, to where the softmax of requests makes who met them likeliest:
/// Σ over their events of s(q, i) − Σ over all events of w ln(Z(q) + Σ over new items of exp s(q, j)), Z the sum over known items, which stay. An event of before that
/// is repeated stands for all that are not.
/// </summary>
/// <remarks>Folding in: Sarwar, Karypis, Konstan and Riedl, "Incremental Singular Value Decomposition Algorithms for Highly Scalable Recommender Systems" (ICCIT 2002).</remarks>
internal sealed class NewItemFit
{
    private const int Steps = 200;
    private const double LearningRate = 0.1; // of the known vectors' length, over √D
    private const int LeastEvents = 5; // fewer say less than where an item starts
    private const int NumbersTogether = 1 << 22, ItemsTogether = 4096;
    private readonly ItemRanker _ranker;
    private readonly int _knownItems;
    private readonly int[] _items; // those that are placed
    private readonly int[] _ids; // of their rows in the tables
    private readonly BatchSource _catalogue;

    public NewItemFit(ItemRanker ranker, RankingLessons lessons)
    {
        (_ranker, _knownItems) = (ranker, lessons.KnownItems);
        var inputs = lessons.Data.Inputs;
        var ids = inputs.Catalogue.Column<IdColumn>(inputs.ItemId!.Name).Ids;
        var met = new SortedDictionary<int, int>();
        for (int k = 0; k < lessons.Fresh.Count; k++)
        {
            int item = lessons.Fresh.Items[k];
            if (item >= _knownItems && lessons.Fresh.IsTarget(k) && ids[item] > Vocabulary.FirstBucket) met[item] = met.GetValueOrDefault(item) + 1;
        }

        _items = [.. met.Where(one => one.Value >= LeastEvents).Select(one => one.Key)];
        _ids = new int[_items.Length];
        for (int i = 0; i < _ids.Length; i++) _ids[i] = ids[_items[i]];
        _catalogue = new BatchSource(inputs.Catalogue, inputs.Item);
    }

    /// <summary>Whether there is anything to place.</summary>
    public bool IsNeeded => _items.Length > 0 && _knownItems > 0;

    /// <param name="requests">What was known before each event. Shape [N, U].</param>
    /// <param name="targets">The item of each. Shape [N].</param>
    /// <param name="weights">How many events each stands for. Shape [N].</param>
    public void Run(Tensor requests, int[] targets, float[] weights)
    {
        int threads = get_num_threads();
        set_num_threads(1);
        try
        {
            using var scope = NewDisposeScope();
            var batch = _catalogue.Gather(_items);
            var known = KnownSums(requests); // [N, 1]
            float[] vectors = Read(), first = new float[vectors.Length], second = new float[vectors.Length], gradient = new float[vectors.Length];
            int width = vectors.Length / _items.Length;
            double length = KnownLength();
            for (int step = 1; step <= Steps; step++)
            {
                Gradient(batch, vectors, width, requests, known, targets, weights, gradient);
                Move(vectors, gradient, first, second, step, LearningRate * length / Math.Sqrt(width));
            }

            Write(vectors, width);
        }
        finally
        {
            set_num_threads(threads);
        }
    }

    // Adam, its step falling to nothing.
    private static void Move(float[] vectors, float[] gradient, float[] first, float[] second, int step, double rate)
    {
        const double Beta1 = 0.9, Beta2 = 0.98;
        double scale = rate * (1 - ((step - 1.0) / Steps)) * Math.Sqrt(1 - Math.Pow(Beta2, step)) / (1 - Math.Pow(Beta1, step));
        for (int i = 0; i < vectors.Length; i++)
        {
            first[i] = (float)((Beta1 * first[i]) + ((1 - Beta1) * gradient[i]));
            second[i] = (float)((Beta2 * second[i]) + ((1 - Beta2) * gradient[i] * gradient[i]));
            vectors[i] -= (float)(scale * first[i] / (Math.Sqrt(second[i]) + 1e-8));
        }
    }

    private void Gradient(FeatureBatch batch, float[] vectors, int width, Tensor requests, Tensor known, int[] targets, float[] weights, float[] gradient)
    {
        Array.Clear(gradient);
        int count = targets.Length, together = Math.Max(1, NumbersTogether / (_items.Length + 1));
        for (int start = 0; start < count; start += together)
        {
            using var scope = NewDisposeScope();
            int rows = Math.Min(together, count - start);
            var leaf = tensor(vectors, _items.Length, width).requires_grad_(true); // [K, D]
            var items = _ranker.EncodeItemsBy(batch, leaf); // [K, E]
            var scores = requests.narrow(0, start, rows).mm(items.t()); // [b, K]
            var all = cat([known.narrow(0, start, rows), scores], dim: 1).logsumexp(1); // [b, 1 + K] → [b]
            var loss = (all * tensor(weights.AsSpan(start, rows).ToArray())).sum() - (scores * Hits(targets, start, rows)).sum();
            loss.backward();
            TensorPrimitives.Add(gradient, TensorMemory.Span<float>(leaf.grad!), gradient);
        }
    }

    // 1 where a request's item is a new one. [b, K].
    private Tensor Hits(int[] targets, int start, int rows)
    {
        var hits = zeros(rows, _items.Length, ScalarType.Float32);
        var values = TensorMemory.Span<float>(hits);
        for (int row = 0; row < rows; row++) if (Array.BinarySearch(_items, targets[start + row]) is >= 0 and var item) values[(row * _items.Length) + item] = 1;
        return hits;
    }

    // ln Z of each request over the items of before. [N, U] → [N, 1].
    private Tensor KnownSums(Tensor requests)
    {
        using var scope = NewDisposeScope();
        using var none = no_grad();
        Tensor? sums = null;
        for (int first = 0; first < _knownItems; first += ItemsTogether)
        {
            var items = _ranker.EncodeItems(_catalogue.Gather([.. Enumerable.Range(first, Math.Min(ItemsTogether, _knownItems - first))])); // [k, E]
            var block = _ranker.Score(requests, items).logsumexp(1, keepdim: true); // [N, k] → [N, 1]
            sums = sums is null ? block : cat([sums, block], dim: 1).logsumexp(1, keepdim: true);
        }

        return sums!.MoveToOuterDisposeScope();
    }

    private double KnownLength()
    {
        var table = _ranker.ItemTables[0];
        var weights = TensorMemory.Span<float>(table.Weight);
        double sum = 0;
        int rows = weights.Length / table.Dimension;
        for (int row = 0; row < rows; row++) sum += TensorPrimitives.Norm<float>(weights.Slice(row * table.Dimension, table.Dimension)) / rows;
        return sum;
    }

    // Rows of the tables side by side. [K × D].
    private float[] Read()
    {
        int width = _ranker.ItemTables.Sum(table => table.Dimension), at = 0;
        var vectors = new float[_items.Length * width];
        foreach (var table in _ranker.ItemTables)
        {
            var weights = TensorMemory.Span<float>(table.Weight);
            for (int i = 0; i < _ids.Length; i++) weights.Slice(_ids[i] * table.Dimension, table.Dimension).CopyTo(vectors.AsSpan((i * width) + at));
            at += table.Dimension;
        }

        return vectors;
    }

    private void Write(float[] vectors, int width)
    {
        int at = 0;
        foreach (var table in _ranker.ItemTables)
        {
            var weights = TensorMemory.Span<float>(table.Weight);
            for (int i = 0; i < _ids.Length; i++) vectors.AsSpan((i * width) + at, table.Dimension).CopyTo(weights.Slice(_ids[i] * table.Dimension, table.Dimension));
            at += table.Dimension;
        }
    }
}
