using Microsoft.Extensions.Hosting;

namespace DeepRec.AspNetCore;

/// <summary>Lets models learn until the host stops, each by itself.</summary>
/// <param name="learners">The models that learn.</param>
/// <param name="time">The clock.</param>
internal sealed class OnlineLearningService(IEnumerable<IOnlineLearner> learners, TimeProvider time) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(learners.Select(learner => Watch(learner, stoppingToken)));

    private async Task Watch(IOnlineLearner learner, CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(learner.CheckInterval, time);
        while (await timer.WaitForNextTickAsync(stopping).ConfigureAwait(false)) await learner.LookAsync(stopping).ConfigureAwait(false);
    }
}
