using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace DeepRec.AspNetCore;

/// <summary>
/// Asks each model for something. Unhealthy: a model is not loaded, or does not answer. Degraded: a bundle was refused, so that an older one answers, or the store of events failed last.
/// </summary>
/// <param name="files">The models.</param>
/// <param name="events">The store's state.</param>
internal sealed class DeepRecHealthCheck(IEnumerable<IModelFile> files, EventStoreState events) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var (status, troubles, data) = (HealthStatus.Healthy, new List<string>(), new Dictionary<string, object>());
        void Trouble(HealthStatus least, string what)
        {
            status = least < status ? least : status;
            troubles.Add(what);
        }

        foreach (var file in files)
        {
            if (file.Version is { } version) data[file.Name] = version.Sha256;
            if (file.Failure is { } failure) Trouble(HealthStatus.Degraded, $"The model '{file.Name}' is served by an older bundle: {failure}");
            try
            {
                file.Try();
            }
            catch (Exception e)
            {
                Trouble(context.Registration.FailureStatus, $"The model '{file.Name}' does not answer: {e.Message}");
            }
        }

        if (events.Failure is { } lost) Trouble(HealthStatus.Degraded, $"Recent events are not to be had: {lost}");
        return Task.FromResult(new HealthCheckResult(status, troubles.Count == 0 ? null : string.Join(' ', troubles), data: data));
    }
}
