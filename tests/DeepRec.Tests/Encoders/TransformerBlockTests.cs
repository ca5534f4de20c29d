using System.Text.Json;
using DeepRec.Encoders;
using static TorchSharp.torch;

namespace DeepRec.Tests.Encoders;

public sealed class TransformerBlockTests
{
    [Theory]
    [InlineData("blockPlain", false)]
    [InlineData("blockMasked", false)]
    [InlineData("blockCausal", true)]
    [InlineData("blockCausalMasked", true)]
    public void AgreesWithPyTorch(string name, bool causal)
    {
        using var scope = NewDisposeScope();
        var expected = TextGolden.Case(name);
        using var block = Block(6, 2, 8, causal);
        var x = TextGolden.Doubles(expected.GetProperty("inputs").GetProperty("x"));
        var keys = expected.GetProperty("keys");

        TextGolden.Check(expected, block, () => block.call(x, keys.ValueKind == JsonValueKind.Null ? null : TextGolden.Doubles(keys).to_type(ScalarType.Bool)));

        Near.Equal(Golden.Flatten(expected.GetProperty("inputGradients").GetProperty("x")), TextGolden.Values(x.grad!), 1e-9);
    }

    [Fact]
    public void ACausalPlaceDoesNotDependOnLaterOnes()
    {
        using var scope = NewDisposeScope();
        using var block = Block(8, 2, 16, causal: true);
        var x = Values(3, 6, 8);
        var later = x.clone();
        later.slice(1, 4, 6, 1).copy_(Values(3, 2, 8));

        float[] before = TensorMemory.ToFloats(block.call(x, null).slice(1, 0, 4, 1)), after = TensorMemory.ToFloats(block.call(later, null).slice(1, 0, 4, 1));

        Assert.Equal(before, after);
    }

    [Fact]
    public void WhatAMaskHidesChangesNothing()
    {
        using var scope = NewDisposeScope();
        using var block = Block(8, 4, 16, causal: false);
        var x = Values(2, 5, 8);
        var keys = tensor(new[] { true, true, true, false, false, true, true, true, false, false }).view(2, 5);

        float[] padded = TensorMemory.ToFloats(block.call(x, keys).slice(1, 0, 3, 1)), alone = TensorMemory.ToFloats(block.call(x.slice(1, 0, 3, 1).contiguous(), null));

        Near.Equal(alone, padded, 1e-5);
    }

    [Fact]
    public void APlaceThatSeesNoneIsFinite()
    {
        using var scope = NewDisposeScope();
        using var block = Block(8, 2, 16, causal: true);
        var x = Values(2, 3, 8).requires_grad_();

        var y = block.call(x, zeros(2, 3, ScalarType.Bool));
        y.sum().backward();

        Assert.All(TensorMemory.ToFloats(y), value => Assert.True(float.IsFinite(value)));
        Assert.All(TensorMemory.ToFloats(x.grad!), value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void AWidthIsAMultipleOfItsHeads() => Assert.Throws<ArgumentException>(() => Block(6, 4, 8, causal: false));

    private static TransformerBlock Block(int width, int heads, int hidden, bool causal)
    {
        var random = new SeededRandom(7);
        var block = new TransformerBlock(width, heads, hidden, 0.1, causal, ref random);
        block.eval();
        return block;
    }

    private static Tensor Values(params long[] shape)
    {
        var random = new SeededRandom(3);
        var values = empty(shape, ScalarType.Float32);
        foreach (ref float value in TensorMemory.Span<float>(values)) value = (float)random.NextGaussian();
        return values;
    }
}
