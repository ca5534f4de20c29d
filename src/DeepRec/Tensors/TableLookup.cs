using TorchSharp.Modules;
using static TorchSharp.torch;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace DeepRec;

/// <summary>What a step looked up in a table.</summary>
/// <param name="Table">The table, [V, D].</param>
/// <param name="Rows">The rows, [N], int64; one may come more than once.</param>
/// <param name="Vectors">Their vectors, [N, D], where autograd leaves their gradient.</param>
internal sealed record TableLookup(Parameter Table, Tensor Rows, Tensor Vectors) : IDisposable
{
    /// <summary>Adds what autograd left to the gradient of the table's rows.</summary>
    public void AddTo(RowGradient gradient)
    {
        using var vectors = Vectors.grad;
        if (vectors is null) return; // nothing depended on them
        using var contiguous = vectors.contiguous();
        int width = gradient.Width;
        ReadOnlySpan<float> values = TensorMemory.Span<float>(contiguous);
        var rows = TensorMemory.Span<long>(Rows);
        for (int i = 0; i < rows.Length; i++)
        {
            var sum = gradient[(int)rows[i]];
            TensorPrimitives.Add(sum, values.Slice(i * width, width), sum);
        }
    }

    public void Dispose()
    {
        Rows.Dispose();
        Vectors.Dispose();
    }
}
