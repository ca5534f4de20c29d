using Microsoft.Extensions.Logging.Abstractions;

namespace DeepRec.Tests.Fused;

public sealed class FusedMemoryTests
{
    [Fact]
    public void AStepAllocatesNothing()
    {
        var rows = FusedRows.Rows();
        using var model = FusedRows.Create(FusedRows.Fused["article"], rows);
        var options = new TrainerOptions { BatchSize = 32, EmbeddingRegularization = 0.1, MaximumGradientNorm = 1 };
        var task = new RowTask(model, new TrainingData(rows, FusedRows.Inputs), options);
        task.BeginEpoch(0);
        using var run = new TrainingRun(task, options, NullLogger.Instance);
        long Epoch()
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int step = 0; step < task.StepsAnEpoch; step++) run.Step(step, step, 1e-3);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        // The first epochs grow buffers, and the runtime compiles along.
        Assert.Equal(0, Enumerable.Range(0, 10).Min(_ => Epoch()));
    }
}
