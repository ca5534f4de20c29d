using Microsoft.Extensions.Hosting;

namespace DeepRec.AspNetCore;

/// <summary>Loads all models before the host takes requests, and looks after their files until it stops. A model that does not load keeps the host from starting.</summary>
/// <param name="files">The models.</param>
/// <param name="time">The clock.</param>
internal sealed class ModelFileWatcher(IEnumerable<IModelFile> files, TimeProvider time) : BackgroundService
{
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var file in files) file.Load();
        return base.StartAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(files.Where(file => file.PollInterval != Timeout.InfiniteTimeSpan).Select(file => Watch(file, stoppingToken)));

    private async Task Watch(IModelFile file, CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(file.PollInterval, time);
        while (await timer.WaitForNextTickAsync(stopping).ConfigureAwait(false)) file.Check();
    }
}
