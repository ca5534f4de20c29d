using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace DeepRec;

/// <summary>
/// A tensor's own memory, read without a call into libtorch. What is written there later is seen; the memory stays until this is disposed of, even if the tensor goes.
/// </summary>
internal sealed class TensorBytes : MemoryManager<byte>
{
    private readonly Tensor _tensor; // shares the memory
    private readonly nint _address; // libtorch does not move it
    private readonly int _length;

    /// <param name="tensor">Contiguous, on the CPU.</param>
    public TensorBytes(Tensor tensor)
    {
        _tensor = tensor.detach().DetachFromDisposeScope();
        var bytes = TensorMemory.Span<byte>(_tensor);
        (_length, _address) = (bytes.Length, Unsafe.ByteOffset(ref Unsafe.NullRef<byte>(), ref MemoryMarshal.GetReference(bytes)));
    }

    public override Span<byte> GetSpan() => MemoryMarshal.CreateSpan(ref Unsafe.AddByteOffset(ref Unsafe.NullRef<byte>(), _address), _length);

    public override MemoryHandle Pin(int elementIndex = 0) => throw new NotSupportedException("It does not move; read it where it is.");

    public override void Unpin()
    {
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _tensor.Dispose();
    }
}
