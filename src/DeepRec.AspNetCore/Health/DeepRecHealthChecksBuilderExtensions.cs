using DeepRec.AspNetCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Health checks of DeepRec.</summary>
public static class DeepRecHealthChecksBuilderExtensions
{
    /// <summary>Asks every model for something. Degraded where a bundle was refused and an older one answers, or where recent events are not to be had.</summary>
    /// <param name="builder">The checks.</param>
    /// <param name="name">The check's name.</param>
    /// <param name="failureStatus">What a model that does not answer makes; <see langword="null"/>: unhealthy.</param>
    /// <param name="tags">Tags to choose it by.</param>
    /// <remarks>Of the models that <see cref="DeepRecServiceCollectionExtensions.AddDeepRec(IServiceCollection)"/> has made part of the service, which must be called too.</remarks>
    public static IHealthChecksBuilder AddDeepRec(this IHealthChecksBuilder builder, string name = "deeprec", HealthStatus? failureStatus = null, IEnumerable<string>? tags = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddCheck<DeepRecHealthCheck>(name, failureStatus, tags ?? []);
    }
}
