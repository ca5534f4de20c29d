using DeepRec.Models;
using static TorchSharp.torch;

namespace DeepRec.Peers;

/// <summary>Steps of a training by autograd, and what gathering their batches costs by itself: all that a thread which gathers ahead could take away from them.</summary>
/// <param name="task">What is trained.</param>
/// <param name="options">How.</param>
/// <param name="gather">Gathers the batch of a step.</param>
internal sealed class GatheringWork(TrainingTask task, TrainerOptions options, Func<int, object> gather) : IDisposable
{
    private readonly TrainingRun _run = new(task, options, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
    private int _round;
    private long _step;

    /// <summary>Goes through some steps of an epoch in both ways; microseconds of the process' CPU time a step.</summary>
    public (double Gathering, double Step) Measure()
    {
        set_num_threads(options.Threads); // as the trainer does
        task.BeginEpoch(_round++);
        task.Module.train();
        int steps = Math.Min(40, task.StepsAnEpoch - 1); // full ones
        double gathering = Cost(steps, step =>
        {
            using var scope = NewDisposeScope();
            gather(step);
        });
        return (gathering, Cost(steps, step => _run.Step(step, _step++, options.Optimizer.LearningRate)));
    }

    public void Dispose() => _run.Dispose();

    private static double Cost(int steps, Action<int> work)
    {
        var before = Environment.CpuUsage.TotalTime;
        for (int step = 0; step < steps; step++) work(step);
        return (Environment.CpuUsage.TotalTime - before).TotalMicroseconds / steps;
    }
}
