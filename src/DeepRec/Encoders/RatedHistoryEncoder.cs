using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepRec.Encoders;

/// <summary>
/// A user as the sum of his other ratings, an item as that of its other raters, D numbers:
/// h = Σ_j (y_j + c_j x_j) / √n over the n other ratings, c_j the rating less the mean in standard deviations; y says that j was rated, x how high.
/// In training the sums are made anew in each step and the row's own rating is left out; for scoring they are kept.
/// </summary>
internal sealed class RatedHistoryEncoder : FeatureEncoder
{
    private const double Smoothing = 5; // ratings added to each id's in the penalty, so that rare ones are held back too
    private readonly bool _ofUsers;
    private readonly string _input;
    private readonly RatingScale _scale;

    /// <param name="ofUsers">Whether it encodes users, by the items that they rated; else items, by their raters.</param>
    /// <param name="own">The input of the ids that it encodes.</param>
    /// <param name="other">The input of the ids on the other side.</param>
    /// <param name="dimension">D.</param>
    /// <param name="deviation">Of the normal start values.</param>
    /// <param name="scale">From ratings to c.</param>
    /// <param name="random">The source of the start values.</param>
    public RatedHistoryEncoder(bool ofUsers, Preprocessing.FeatureInput own, Preprocessing.FeatureInput other, int dimension, double deviation, RatingScale scale, ref SeededRandom random) : base(own.Name)
    {
        (_ofUsers, _input, _scale, OutputWidth) = (ofUsers, own.Name, scale, dimension);
        WeightBudget.Take("a table", other.Size, 2L * dimension);
        WeightBudget.Take("sums", own.Size, dimension);
        WeightBudget.Take("counts", own.Size);
        WeightBudget.Take("weights", other.Size);
        var table = zeros(other.Size, 2 * dimension, ScalarType.Float32); // [V, 2 D]
        foreach (ref float value in TensorMemory.Span<float>(table)[Math.Min((int)table.numel(), (Preprocessing.Vocabulary.FirstBucket + 1) * 2 * dimension)..]) value = (float)(deviation * random.NextGaussian());
        var parameter = nn.Parameter(table);
        parameter.DetachFromDisposeScope();
        register_parameter("table", parameter);
        RegisterBuffer("sums", own.Size, dimension); // [U, D]
        RegisterBuffer("counts", own.Size); // [U]
        RegisterBuffer("weights", other.Size); // [V]
    }

    public override int OutputWidth { get; }

    /// <summary>(n + 5) / N for each id of the other side. Shape [V].</summary>
    public Tensor Weights => get_buffer("weights")!;

    // [V, 2 D], a row [y | x] for each id of the other side. Asked for by name, so that a conversion of the module is seen.
    private Parameter Table => get_parameter("table")!;

    /// <summary>Before training: how often each id occurs.</summary>
    public void Begin(RatingGraph graph)
    {
        var (own, other) = _ofUsers ? (graph.Users, graph.Items) : (graph.Items, graph.Users);
        Span<float> counts = TensorMemory.Span<float>(get_buffer("counts")!), weights = TensorMemory.Span<float>(Weights);
        for (int id = 0; id < counts.Length; id++) counts[id] = own.CountOf(id);
        for (int id = 0; id < weights.Length; id++) weights[id] = (float)((other.CountOf(id) + Smoothing) / Math.Max(1, graph.Count));
    }

    /// <summary>After training: the sums that scoring reads. What nobody rated, or who rated nothing, has no part in any.</summary>
    public void Keep(RatingGraph graph)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var (own, other) = _ofUsers ? (graph.Users, graph.Items) : (graph.Items, graph.Users);
        int row = 2 * OutputWidth;
        var table = TensorMemory.Span<float>(Table);
        for (int id = 0; id < other.Count; id++) if (other.CountOf(id) == 0) table.Slice(id * row, row).Clear();
        var vectors = new RatedBagWork(RatedHistorySource.All(own), _scale).Forward(Table); // [U, D]
        TensorMemory.Span<float>(vectors).CopyTo(TensorMemory.Span<float>(get_buffer("sums")!));
    }

    /// <summary>Σ over the ids of the other side of (n + 5) / N · (|y|² + |x|²), N ratings in all: a scalar.</summary>
    public Tensor Penalty() => Table.Squared().sum(1).mul(Weights).sum(); // [V, 2 D] → [V] → scalar

    /// <summary>How many other ratings each row reads. Shape [B].</summary>
    public Tensor Counts(FeatureBatch batch) => BagsOf(batch)?.Counts ?? get_buffer("counts")!.index_select(0, batch.Ids(_input)); // [B]

    /// <summary>[B, D].</summary>
    public override Tensor forward(FeatureBatch batch) => BagsOf(batch) is { } bags
        ? RatedBagFunction.Apply(Table, new RatedBagWork(bags, _scale)) // [B, D]
        : get_buffer("sums")!.index_select(0, batch.Ids(_input)); // [B, D]

    private void RegisterBuffer(string name, params ReadOnlySpan<long> shape)
    {
        var buffer = zeros(shape.ToArray(), ScalarType.Float32);
        buffer.DetachFromDisposeScope();
        register_buffer(name, buffer);
    }

    // Tables are registered under names of their own; a search of the fields would register them twice.
    protected override void RegisterComponents()
    {
    }

    private RatedBags? BagsOf(FeatureBatch batch) => _ofUsers ? batch.Ratings?.OfUsers : batch.Ratings?.OfItems;
}
