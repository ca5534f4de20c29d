using DeepRec.Preprocessing;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepRec.Encoders;

/// <summary>A table of vectors [V, D] looked up by id. The first reserved ids start at zero.</summary>
internal sealed class EmbeddingTable : nn.Module<Tensor, Tensor>
{
    private readonly Parameter _weight;
    private readonly VectorColumn? _starts;
    private readonly bool _frozen;

    /// <param name="cardinality">V, the reserved ids included.</param>
    /// <param name="dimension">D.</param>
    /// <param name="deviation">The standard deviation of the normal start values; 0 starts at zero.</param>
    /// <param name="random">The source of the start values.</param>
    /// <param name="starts">Vectors that ids start from instead, a row for each id and D wide; ids without one start as they would.</param>
    /// <param name="frozen">Whether the table is never changed: saved, and not trained.</param>
    public EmbeddingTable(int cardinality, int dimension, double deviation, ref SeededRandom random, VectorColumn? starts = null, bool frozen = false) : base(nameof(EmbeddingTable))
    {
        WeightBudget.Take("a table", cardinality, dimension);
        var weight = zeros(cardinality, dimension, ScalarType.Float32); // [V, D]
        var values = TensorMemory.Span<float>(weight)[(Math.Min(cardinality, Vocabulary.FirstBucket + 1) * dimension)..];
        if (deviation > 0)
        {
            foreach (ref float value in values) value = (float)(deviation * random.NextGaussian());
        }

        (_starts, _frozen) = (starts, frozen);
        for (int id = 0; id < starts?.Count; id++)
        {
            if (!starts.IsMissing(id)) starts.VectorOf(starts.Codes[id]).CopyTo(TensorMemory.Span<float>(weight).Slice(id * dimension, dimension));
        }

        _weight = nn.Parameter(weight, requires_grad: !frozen);
        _weight.DetachFromDisposeScope();
        register_parameter("weight", _weight);
        Dimension = dimension;
    }

    public int Dimension { get; }

    /// <summary>V.</summary>
    public int Cardinality => (int)_weight.shape[0];

    /// <summary>[V, D].</summary>
    public Parameter Weight => _weight;

    /// <summary>
    /// Gives every id that does not occur among those of the training rows the mean vector of those rows: an unknown user is then an average one.
    /// Padding stays zero, and what started from a given vector stays as it is.
    /// </summary>
    public void FillUnmet(ReadOnlySpan<int> trainingIds)
    {
        if (!_frozen) FillUnmet(TensorMemory.Span<float>(_weight), Dimension, trainingIds, _starts);
    }

    /// <summary>Gives the ids of missing and unknown values the mean vector of all others, each counted once: no row is looked at.</summary>
    public void FillUnknown()
    {
        if (Cardinality > Vocabulary.FirstFreeId) FillUnmet([.. Enumerable.Range(Vocabulary.FirstFreeId, Cardinality - Vocabulary.FirstFreeId)]);
    }

    /// <inheritdoc cref="FillUnmet(ReadOnlySpan{int})"/>
    /// <param name="weight">A table, shape [V × D].</param>
    /// <param name="dimension">D.</param>
    /// <param name="trainingIds">Shape [N].</param>
    /// <param name="starts">The given vectors, a row for each id; none where all ids started at random.</param>
    public static void FillUnmet(Span<float> weight, int dimension, ReadOnlySpan<int> trainingIds, VectorColumn? starts = null)
    {
        var counts = new int[weight.Length / dimension];
        foreach (int id in trainingIds) counts[id]++;
        counts[Vocabulary.Padding] = 0;
        double rows = counts.Sum(count => (double)count);
        if (rows == 0) return;

        var mean = new double[dimension];
        for (int i = 0; i < weight.Length; i++) mean[i % dimension] += counts[i / dimension] / rows * weight[i];
        for (int i = dimension; i < weight.Length; i++) if (counts[i / dimension] == 0 && starts?.IsMissing(i / dimension) != false) weight[i] = (float)mean[i % dimension];
    }

    /// <summary>Puts vectors in the places of ids; reserved ids keep theirs.</summary>
    /// <param name="ids">Shape [N].</param>
    /// <param name="vectors">Shape [N × D].</param>
    public void Set(ReadOnlySpan<int> ids, ReadOnlySpan<float> vectors)
    {
        var weight = TensorMemory.Span<float>(_weight);
        for (int i = 0; i < ids.Length; i++)
        {
            if (ids[i] > Vocabulary.FirstBucket) vectors.Slice(i * Dimension, Dimension).CopyTo(weight.Slice(ids[i] * Dimension, Dimension));
        }
    }

    /// <summary>The kind of its numbers.</summary>
    public ScalarType Type => _weight.dtype;

    /// <summary>Sums of vectors: sparse weights [N, V] · E [V, D] → [N, D]. The gradient goes to the table alone.</summary>
    public Tensor Combine(Tensor sparse) => sparse.mm(_weight); // [N, D]

    // Layers are registered under names of their own; a search of the fields would register them twice.
    protected override void RegisterComponents()
    {
    }

    /// <summary>[N] → [N, D].</summary>
    public override Tensor forward(Tensor ids) => StepLookups.Look(_weight, ids); // [N, D]
}
