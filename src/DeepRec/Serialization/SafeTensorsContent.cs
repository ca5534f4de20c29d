namespace DeepRec;

/// <summary>A safetensors file in memory.</summary>
/// <param name="Arrays">The tensors in the order of their data.</param>
/// <param name="Metadata">The <c>__metadata__</c> of the file; empty where it has none.</param>
internal sealed record SafeTensorsContent(IReadOnlyList<NamedArray> Arrays, IReadOnlyDictionary<string, string> Metadata)
{
    private readonly Dictionary<string, NamedArray> _byName = Arrays.ToDictionary(array => array.Name, StringComparer.Ordinal);

    /// <exception cref="InvalidBundleException">No tensor has this name.</exception>
    public NamedArray this[string name] =>
        _byName.GetValueOrDefault(name) ?? throw new InvalidBundleException($"Tensor '{name}' is missing.");
}
