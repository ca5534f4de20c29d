namespace DeepRec;

/// <summary>
/// How much memory the tensors of a model may take that is built from a file: about what the file's weights fill. Settings are a few bytes and
/// could ask for terabytes before they are compared with the weights. Where none is open on the thread, a model is as large as its settings say.
/// </summary>
internal sealed class WeightBudget : IDisposable
{
    /// <summary>What a layer may give for what is scored or encoded at once while a bundle is loaded: 512 MiB of float32.</summary>
    public const long GreatestLayer = 1 << 27;

    // For what is not saved, and for a little that no weights stand for.
    private const int Slack = 16 << 20;

    // An object each, here and in libtorch.
    private const int PerTensor = 1 << 10;

    [ThreadStatic]
    private static WeightBudget? _open;
    private readonly WeightBudget? _outer = _open;
    private readonly long _bytes;
    private long _left;
    private long _encoded;

    private WeightBudget(long bytes) => (_bytes, _left, _open) = (bytes, bytes, this);

    /// <summary>Opens the budget of a file's weights on this thread, until it is disposed of.</summary>
    public static WeightBudget Of(IReadOnlyList<NamedArray> weights)
    {
        long bytes = Slack;
        foreach (var array in weights) bytes += array.Data.Length + PerTensor;
        return new WeightBudget(bytes);
    }

    /// <summary>Asks for a tensor of float32 before it is made.</summary>
    /// <exception cref="InvalidBundleException">The weights of the file do not fill it.</exception>
    public static void Take(string what, params ReadOnlySpan<long> shape)
    {
        if (_open is not { } budget) return;
        if (NamedArray.ByteLength(ElementType.Float32, shape) is not { } bytes || bytes > budget._left - PerTensor)
        {
            throw new InvalidBundleException($"The settings ask for {what} of shape {NamedArray.Describe(shape)}, which is more than the weights fill.");
        }

        budget._left -= bytes + PerTensor;
    }

    /// <summary>Asks before items are encoded that cannot be parted further.</summary>
    /// <exception cref="InvalidBundleException">They make more than a layer may give.</exception>
    public static void TakeLayer(long vectors, long width)
    {
        if (_open is not null && vectors * width > GreatestLayer) throw new InvalidBundleException($"Encoding an item would make {vectors} vectors of up to {width} numbers, which is more than a bundle may ask for.");
    }

    /// <summary>
    /// Asks before the encodings of a whole catalogue are kept: a layer's worth, four times the weights, and 64 bytes for each item's each column. Those of
    /// all models of a file are asked for together, where its budget is open around theirs.
    /// </summary>
    /// <exception cref="InvalidBundleException">They take more.</exception>
    public static void TakeCatalogue(long items, long width, int columns)
    {
        if (_open is not { } budget) return;
        while (budget._outer is { } outer) budget = outer;
        if ((budget._encoded += items * width) > GreatestLayer + budget._bytes + (16 * items * columns))
        {
            throw new InvalidBundleException($"The catalogue of {items} items would be held as vectors of {width} numbers, which is more than a bundle may ask for.");
        }
    }

    public void Dispose() => _open = _outer;
}
