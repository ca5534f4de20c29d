using static TorchSharp.torch;

namespace DeepRec.Tests.Tensors;

public sealed class TensorMathTests
{
    [Fact]
    public void NumbersAreAppliedToEveryElement()
    {
        using var scope = NewDisposeScope();
        var x = TensorMemory.FromFloats([-2, 0, 3], 3);

        Assert.Equal([-1.5f, 0.5f, 3.5f], TensorMemory.ToFloats(x.Plus(0.5)));
        Assert.Equal([-4, 0, 6], TensorMemory.ToFloats(x.Plus(x)));
        Assert.Equal([-4, 0, 6], TensorMemory.ToFloats(x.Times(2)));
        Assert.Equal([4, 0, 9], TensorMemory.ToFloats(x.Squared()));
        Assert.Equal([-1, 0, 3], TensorMemory.ToFloats(x.AtLeast(-1)));
        Assert.Equal([-2, 0, 1], TensorMemory.ToFloats(x.AtMost(1)));
        Assert.Equal(ScalarType.Float32, x.Times(0.1).dtype);
    }

    [Fact]
    public void RowsAreSummedWhereTheyBelong()
    {
        using var scope = NewDisposeScope();
        var values = TensorMemory.FromFloats([1, 2, 3, 4, 5, 6], 3, 2);

        Assert.Equal([6, 8, 0, 0, 3, 4], TensorMemory.ToFloats(TensorMath.SumRows(values, tensor([0L, 2, 0]), rows: 3)));
        Assert.Equal([0, 0], TensorMemory.ToFloats(TensorMath.SumRows(values[..0], empty(0, ScalarType.Int64), rows: 1)));
    }

    [Fact]
    public void ANumberIsReadFromATensorOfOne()
    {
        using var scope = NewDisposeScope();

        Assert.Equal(2.5, TensorMath.Number(TensorMemory.FromFloats([2.5f], 1)));
        Assert.Equal(0.1, TensorMath.Number(full(1, 0.1, ScalarType.Float64)));
        Assert.Contains("holds 2", Assert.Throws<InvalidOperationException>(() => TensorMath.Number(zeros(2))).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => TensorMath.Number(zeros(1, ScalarType.Int64)));
    }
}
