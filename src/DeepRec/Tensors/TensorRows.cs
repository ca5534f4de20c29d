using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace DeepRec;

/// <summary>
/// The rows of a table of float32 in the tensor's own memory, read without a call into libtorch. What is written there later is seen; the memory stays until this is
/// disposed of, even if the tensor goes.
/// </summary>
internal sealed class TensorRows : IDisposable
{
    private readonly Tensor _table; // shares the memory
    private readonly nint _address; // libtorch does not move it

    /// <param name="table">[V, D], contiguous, on the CPU.</param>
    public TensorRows(Tensor table)
    {
        _table = table.detach().DetachFromDisposeScope();
        (Count, Width) = ((int)table.shape[0], (int)table.shape[1]);
        _address = Unsafe.ByteOffset(ref Unsafe.NullRef<float>(), ref MemoryMarshal.GetReference(TensorMemory.Span<float>(_table)));
    }

    /// <summary>V.</summary>
    public int Count { get; }

    /// <summary>D.</summary>
    public int Width { get; }

    /// <summary>A row. [D]</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is none of that number.</exception>
    public ReadOnlySpan<float> this[int row]
    {
        get
        {
            if ((uint)row >= (uint)Count) throw new ArgumentOutOfRangeException(nameof(row), row, $"Ids go from 0 to {Count - 1}.");
            return MemoryMarshal.CreateReadOnlySpan(ref Unsafe.AddByteOffset(ref Unsafe.NullRef<float>(), _address + ((nint)row * Width * sizeof(float))), Width);
        }
    }

    public void Dispose() => _table.Dispose();
}
