using static TorchSharp.torch;

namespace DeepRec.Tests.Tensors;

public sealed class StepGeneratorTests
{
    [Fact]
    public void OutsideAStepThereIsNoGenerator() => Assert.Null(StepRandom.Current);

    [Fact]
    public void AStepHasOneGeneratorFromItsFirstUseToItsEnd()
    {
        using (StepRandom.Begin(7)) Assert.Same(StepRandom.Current, StepRandom.Current);
        Assert.Null(StepRandom.Current);
    }

    [Fact]
    public void OneSeedDrawsTheSameInEveryStepAndAnotherSeedDoesNot()
    {
        Assert.Equal(Draw(7), Draw(7));
        Assert.NotEqual(Draw(7), Draw(8));
    }

    private static float[] Draw(ulong seed)
    {
        using var step = StepRandom.Begin(seed);
        using var numbers = rand(8, generator: StepRandom.Current);
        return TensorMemory.ToFloats(numbers);
    }
}
