using static TorchSharp.torch;

namespace DeepRec.Tests.Tensors;

public sealed class StepRandomTests
{
    [Fact]
    public void ThereIsNoGeneratorOutsideAStep()
    {
        Assert.Null(StepRandom.Current);
        using (StepRandom.Begin(1)) Assert.NotNull(StepRandom.Current);
        Assert.Null(StepRandom.Current);
    }

    [Fact]
    public void TheSameSeedDrawsTheSameAndAnotherDoesNot()
    {
        Assert.Equal(Draw(5), Draw(5));
        Assert.NotEqual(Draw(5), Draw(6));
    }

    [Fact]
    public void ABeginEndsAStepThatWasLeftOpen()
    {
        using var scope = NewDisposeScope();
        StepRandom.Begin(6);
        rand(10, generator: StepRandom.Current);

        Assert.Equal(Draw(5), Draw(5));
        StepRandom.Begin(6);
        rand(10, generator: StepRandom.Current);
        Assert.Equal([0.83025187f, 0.12611091f], Draw(5)[..2]); // PyTorch's, after manual_seed(5)
    }

    [Fact]
    public void ThreadsDoNotDisturbEachOther()
    {
        var alone = Draw(5, draws: 50);
        float[][] together = new float[4][];
        Thread[] threads = [.. Enumerable.Range(0, 4).Select(i => new Thread(() => together[i] = Draw(i % 2 == 0 ? 5 : 6ul, draws: 50)))];
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();

        Assert.Equal(alone, together[0]);
        Assert.Equal(alone, together[2]);
        Assert.Equal(together[1], together[3]);
    }

    [Fact]
    public void WhatOthersDrawFromTheSharedGeneratorDoesNotMatter()
    {
        float[] alone = Draw(5, draws: 2);
        using var scope = NewDisposeScope();
        using var step = StepRandom.Begin(5);
        var first = TensorMemory.ToFloats(rand(10, generator: StepRandom.Current));
        rand(100);
        var second = TensorMemory.ToFloats(rand(10, generator: StepRandom.Current));

        Assert.Equal(alone, first.Concat(second));
    }

    private static float[] Draw(ulong seed, int draws = 1)
    {
        using var scope = NewDisposeScope();
        using var step = StepRandom.Begin(seed);
        return [.. Enumerable.Range(0, draws).SelectMany(_ => TensorMemory.ToFloats(rand(10, generator: StepRandom.Current)))];
    }
}
