using DeepRec.Preprocessing;
using static TorchSharp.torch;

namespace DeepRec.Encoders;

/// <summary>The encoded columns of some rows, as tensors. B is the number of rows.</summary>
/// <remarks>
/// Its tensors belong to the dispose scope in which the batch was made and live as long as that. Use it on one thread.
/// Row r of every column is the same row.
/// </remarks>
public sealed class FeatureBatch
{
    private readonly Dictionary<string, Tensor> _dense;
    private readonly Dictionary<string, IdBag> _bags;
    private readonly Tensor? _label;
    private readonly BatchWeights? _weights;
    private Dictionary<string, ItemSequences> _histories = [];

    internal FeatureBatch(int size, Dictionary<string, Tensor> dense, Dictionary<string, IdBag> bags, Tensor? label, BatchWeights? weights = null) =>
        (Size, _dense, _bags, _label, _weights) = (size, dense, bags, label, weights);

    // The same rows: what `with` is to a record.
    private FeatureBatch(FeatureBatch rows) : this(rows.Size, rows._dense, rows._bags, rows._label, rows._weights) =>
        (_histories, Ratings, VectorInputs) = (rows._histories, rows.Ratings, rows.VectorInputs);

    /// <summary>All rows as one batch, in the current dispose scope: to call an encoder or a model by hand, as a test does.</summary>
    /// <param name="encoded">Rows as they leave a fitted pipeline.</param>
    /// <param name="inputs">The columns to take, such as <see cref="FittedPipeline.Inputs"/>.</param>
    /// <exception cref="ArgumentException">A column is absent or encoded otherwise.</exception>
    public static FeatureBatch Of(Dataset encoded, IReadOnlyList<FeatureInput> inputs)
    {
        ArgumentNullException.ThrowIfNull(encoded);
        ArgumentNullException.ThrowIfNull(inputs);
        TorchRuntime.EnsureLoaded();
        return new BatchSource(encoded, inputs).Gather([.. Enumerable.Range(0, encoded.Count)]);
    }

    /// <summary>How many rows there are, B; 0 is possible.</summary>
    public int Size { get; }

    internal IReadOnlyDictionary<string, VectorRows> VectorInputs { get; init; } = new Dictionary<string, VectorRows>();

    /// <summary>The labels, shape [B], float32.</summary>
    /// <exception cref="InvalidOperationException">The rows carry no label.</exception>
    public Tensor Label => _label ?? throw new InvalidOperationException("These rows carry no label: they are there to be scored, not to be learned from.");

    /// <summary>
    /// How much each row counts in the loss, shape [B], float32, 0 or more; their mean over all training rows is 1. <see langword="null"/>: all rows count alike, as they do
    /// outside training. A loss of your own takes them by <see cref="Mean"/>, or reads them; one that does neither is refused where rows have weights.
    /// </summary>
    public Tensor? Weights => _weights?.Read();

    /// <summary>What a loss is of a loss of each row: (1 / B) Σ w_b l_b, w the <see cref="Weights"/>; the plain mean without them.</summary>
    /// <param name="losses">l, shape [B]; or [B, n], of which the mean is over n too.</param>
    /// <exception cref="ArgumentException">They are of another number of rows.</exception>
    public Tensor Mean(Tensor losses)
    {
        ArgumentNullException.ThrowIfNull(losses);
        if (losses.dim() == 0 || losses.shape[0] != Size) throw new ArgumentException($"There are losses of shape [{string.Join(", ", losses.shape)}] for {Size} rows. Give each row one.", nameof(losses));
        return losses.Weighted(Weights).mean();
    }

    /// <summary>Whether the rows have weights that nobody asked for.</summary>
    internal bool IgnoresWeights => _weights is { WereRead: false };

    /// <summary>The items that each row's user met so far.</summary>
    /// <exception cref="InvalidOperationException">The rows carry no history: they are no requests to rank items, or the ranker asks for none.</exception>
    public ItemSequences History => _histories.GetValueOrDefault("") ?? throw new InvalidOperationException("These rows carry no history. A ranker reads one where its HistoryLength is above 0.");

    /// <summary>The events that a further history of a name holds, such as what each row's user bought.</summary>
    /// <param name="name">Its name in the ranker's settings; empty for <see cref="History"/>.</param>
    /// <exception cref="InvalidOperationException">The rows carry no history of that name.</exception>
    public ItemSequences HistoryOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Length == 0 ? History : _histories.GetValueOrDefault(name) ?? throw new InvalidOperationException($"These rows carry no history '{name}'.");
    }

    /// <summary>What the rows' users rated and who rated the rows' items; <see langword="null"/>: what the model kept from training.</summary>
    public RatedHistories? Ratings { get; private init; }

    /// <summary>The ids of an input of kind Id, shape [B], int64.</summary>
    /// <exception cref="ArgumentException">There is no such input.</exception>
    public Tensor Ids(string input) => _dense.TryGetValue(input, out var ids) ? ids : throw Unknown(input);

    /// <summary>The numbers of an input of kind Number, shape [B, width], float32, never NaN.</summary>
    /// <exception cref="ArgumentException">There is no such input.</exception>
    public Tensor Numbers(string input) => _dense.TryGetValue(input, out var numbers) ? numbers : throw Unknown(input);

    /// <summary>The ids of an input of kind IdBag.</summary>
    /// <exception cref="ArgumentException">There is no such input.</exception>
    public IdBag Bag(string input) => _bags.TryGetValue(input, out var bag) ? bag : throw Unknown(input);

    /// <summary>The vectors of an input of kind Vector.</summary>
    /// <exception cref="ArgumentException">There is no such input.</exception>
    public VectorRows Vectors(string input) => VectorInputs.TryGetValue(input, out var vectors) ? vectors : throw Unknown(input);

    /// <summary>The same rows with what their users met before: to call a ranker by hand, as a test does.</summary>
    /// <param name="history">One row for each of the batch's.</param>
    /// <exception cref="ArgumentException">There are more rows or fewer.</exception>
    public FeatureBatch With(ItemSequences history) => With("", history);

    /// <summary>The same rows with a further history of a name.</summary>
    /// <param name="name">Its name in the ranker's settings; empty for <see cref="History"/>.</param>
    /// <param name="history">One row for each of the batch's.</param>
    /// <exception cref="ArgumentException">There are more rows or fewer.</exception>
    public FeatureBatch With(string name, ItemSequences history)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(history);
        long rows = history.Rows.shape[0];
        if (rows != Size) throw new ArgumentException($"There are {rows} histories for {Size} rows. Give each row one; it may be empty.", nameof(history));
        return new FeatureBatch(this) { _histories = new Dictionary<string, ItemSequences>(_histories, StringComparer.Ordinal) { [name] = history } };
    }

    /// <summary>The same rows with what their users rated and who rated their items: to call a model by hand, as a test does.</summary>
    /// <param name="ratings">One row for each of the batch's.</param>
    /// <exception cref="ArgumentException">There are more rows or fewer.</exception>
    public FeatureBatch With(RatedHistories ratings)
    {
        ArgumentNullException.ThrowIfNull(ratings);
        return ratings.WrongRows(Size) is { } rows
            ? throw new ArgumentException($"There are rated histories of {rows} rows for {Size} rows. Give each row one; it may be empty.", nameof(ratings))
            : new FeatureBatch(this) { Ratings = ratings };
    }

    private ArgumentException Unknown(string input) =>
        new($"The batch has no such input '{input}'. Inputs: {string.Join(", ", _dense.Keys.Concat(_bags.Keys).Concat(VectorInputs.Keys))}.", nameof(input));
}
