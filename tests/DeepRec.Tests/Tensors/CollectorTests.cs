using static TorchSharp.torch;

namespace DeepRec.Tests.Tensors;

/// <summary>The collector runs all the time beside the arithmetic: a number must not be freed while libtorch reads it.</summary>
[Collection(nameof(TensorCounting))]
public sealed class CollectorTests
{
    [Fact]
    public void NumbersOutliveTheCallTheyAreUsedIn()
    {
        using var stop = new CancellationTokenSource();
        var collector = new Thread(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                GC.Collect(0);
                GC.WaitForPendingFinalizers();
            }
        });
        collector.Start();
        try
        {
            using var x = ones(64, ScalarType.Float32);
            for (int i = 0; i < 10_000; i++)
            {
                using var scope = NewDisposeScope();
                Assert.Equal(1.5, TensorMath.Number(x.Times(2).Plus(1).AtMost(2.5).AtLeast(0).Squared().Times(0.12).Plus(x.Times(0.75)).mean()), 1e-6);
            }
        }
        finally
        {
            stop.Cancel();
            collector.Join();
        }
    }
}
