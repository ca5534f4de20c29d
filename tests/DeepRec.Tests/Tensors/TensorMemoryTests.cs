using static TorchSharp.torch;

namespace DeepRec.Tests.Tensors;

public sealed class TensorMemoryTests
{
    [Fact]
    public void FloatsGoInAndComeOutRowByRow()
    {
        using var tensor = TensorMemory.FromFloats([1, 2, 3, 4, 5, 6], 2, 3);

        Assert.Equal([2, 3], tensor.shape);
        Assert.Equal(4, tensor[1, 0].item<float>());
        Assert.Equal([1, 2, 3, 4, 5, 6], TensorMemory.ToFloats(tensor));
    }

    [Fact]
    public void ATransposedViewComesOutInItsOwnOrder()
    {
        using var tensor = TensorMemory.FromFloats([1, 2, 3, 4, 5, 6], 2, 3);
        using var transposed = tensor.t();

        Assert.Equal([1, 4, 2, 5, 3, 6], TensorMemory.ToFloats(transposed));
    }

    [Fact]
    public void ASpanIsTheTensorsOwnMemory()
    {
        using var tensor = zeros(3, ScalarType.Float32);

        TensorMemory.Span<float>(tensor)[1] = 7;

        Assert.Equal([0, 7, 0], TensorMemory.ToFloats(tensor));
    }

    [Fact]
    public void CopiesAreCopies()
    {
        using var tensor = TensorMemory.FromFloats([1, 2], 2);
        var copy = TensorMemory.ToFloats(tensor);

        TensorMemory.Span<float>(tensor)[0] = 9;

        Assert.Equal([1, 2], copy);
    }

    [Fact]
    public void NothingIsNothing()
    {
        using var tensor = TensorMemory.FromFloats([], 0);

        Assert.Empty(TensorMemory.ToFloats(tensor));
        Assert.Equal(0, TensorMemory.Span<float>(tensor).Length);
    }

    [Fact]
    public void AShapeOfAnotherSizeIsRefused()
    {
        Assert.Throws<ArgumentException>(() => TensorMemory.FromFloats([1, 2, 3], 2));
        Assert.Throws<ArgumentException>(() => TensorMemory.FromFloats([1, 2, 3], 2, 2)); // the fourth would be whatever the memory held
    }
}
