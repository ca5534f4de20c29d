using DeepRec.AspNetCore;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>DeepRec in a service.</summary>
public static class DeepRecServiceCollectionExtensions
{
    /// <summary>Makes recommenders of bundle files part of a service. They are loaded before the host takes requests; a bundle that does not load keeps it from starting.</summary>
    /// <param name="services">The service's.</param>
    /// <returns>What models are added to.</returns>
    public static DeepRecBuilder AddDeepRec(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddMetrics();
        services.AddLogging();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<DeepRecMetrics>();
        services.TryAddSingleton<EventStoreState>();
        services.AddHostedService<ModelFileWatcher>(); // once, however often it is called
        return new DeepRecBuilder(services);
    }
}
