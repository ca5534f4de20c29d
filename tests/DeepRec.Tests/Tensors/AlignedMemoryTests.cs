using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DeepRec.Tests.Tensors;

public sealed class AlignedMemoryTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1000)]
    public void ItBeginsWithALineAndHoldsZeros(int length)
    {
        var (floats, doubles) = (AlignedMemory.Allocate<float>(length), AlignedMemory.Allocate<double>(length));

        Assert.Equal((length, length), (floats.Length, doubles.Length));
        Assert.All(floats.ToArray(), value => Assert.Equal(0, value));
        Assert.Equal(0, Unsafe.ByteOffset(ref Unsafe.NullRef<float>(), ref MemoryMarshal.GetReference(floats.Span)) % 64);
        Assert.Equal(0, Unsafe.ByteOffset(ref Unsafe.NullRef<double>(), ref MemoryMarshal.GetReference(doubles.Span)) % 64);
    }
}
