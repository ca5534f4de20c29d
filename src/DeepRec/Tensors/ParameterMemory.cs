using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TorchSharp.Modules;

namespace DeepRec;

/// <summary>
/// A parameter's own memory, read without a call into libtorch each time. libtorch does not move it, but a module may be given another: whoever trains looks again
/// before each epoch, and nobody else has the module in between.
/// </summary>
internal sealed class ParameterMemory
{
    private readonly Parameter _parameter;
    private nint _address;
    private int _length;

    /// <param name="parameter">Float32, contiguous, on the CPU; it lives longer than this.</param>
    public ParameterMemory(Parameter parameter)
    {
        _parameter = parameter;
        Find();
    }

    /// <summary>All its numbers.</summary>
    public Span<float> Values => MemoryMarshal.CreateSpan(ref Unsafe.AddByteOffset(ref Unsafe.NullRef<float>(), _address), _length);

    /// <summary>Looks where they stand.</summary>
    public void Find()
    {
        var values = TensorMemory.Span<float>(_parameter);
        (_length, _address) = (values.Length, Unsafe.ByteOffset(ref Unsafe.NullRef<float>(), ref MemoryMarshal.GetReference(values)));
    }
}
