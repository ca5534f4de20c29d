using static TorchSharp.torch;

namespace DeepRec;

/// <summary>A module's parameters and buffers as named arrays in the tensors' own memory, which stays until this is disposed of, even if the module goes.</summary>
internal sealed class SharedWeights : IDisposable
{
    private readonly List<IDisposable> _tensors = [];

    /// <param name="module">Its tensors are contiguous and on the CPU.</param>
    public SharedWeights(nn.Module module)
    {
        using var scope = NewDisposeScope();
        var arrays = new List<NamedArray>();
        foreach (var (name, tensor) in module.state_dict())
        {
            var bytes = new TensorBytes(tensor);
            _tensors.Add(bytes);
            arrays.Add(new NamedArray(name, ModelWeights.TypeOf(name, tensor), bytes.Memory, tensor.shape));
        }

        Arrays = arrays;
    }

    /// <summary>In the module's own order and under its own names.</summary>
    public IReadOnlyList<NamedArray> Arrays { get; }

    public void Dispose()
    {
        foreach (var tensor in _tensors) tensor.Dispose();
    }
}
