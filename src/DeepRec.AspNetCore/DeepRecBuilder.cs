using DeepRec.AspNetCore;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds models to a service. Each is a singleton under its name, as a keyed service; the first of its types also without one.</summary>
public sealed class DeepRecBuilder
{
    internal DeepRecBuilder(IServiceCollection services) => Services = services;

    /// <summary>Where services are registered.</summary>
    public IServiceCollection Services { get; }

    /// <summary>Serves a recommender of rankings from a bundle file, as <see cref="RankingService{TUser, TItem}"/>.</summary>
    /// <typeparam name="TUser">The type of user ids that it was trained with.</typeparam>
    /// <typeparam name="TItem">The type of item ids.</typeparam>
    /// <param name="name">Its name: the key of the service, and what metrics and logs call it.</param>
    /// <param name="configure">Where the bundle lies, and how it is watched. Checked when the host starts.</param>
    /// <exception cref="ArgumentException">The name is empty, or another model's.</exception>
    public DeepRecBuilder AddRanking<TUser, TItem>(string name, Action<ModelFileOptions> configure)
        where TUser : notnull
        where TItem : notnull
    {
        AddFile(name, configure, DeepRec.Recommender.LoadRanking<TUser, TItem>, recommender => recommender.Recommend(default, 1));
        Services.TryAddSingleton<IRecentEventStore<TUser, TItem>>(_ => new MemoryEventStore<TUser, TItem>(new MemoryEventStoreOptions()));
        Services.AddKeyedSingleton(name, (provider, _) => new RankingService<TUser, TItem>(
            provider.GetRequiredKeyedService<ModelFile<DeepRec.RankingRecommender<TUser, TItem>>>(name), provider.GetRequiredService<IRecentEventStore<TUser, TItem>>(),
            provider.GetRequiredService<EventStoreState>(), provider.GetRequiredService<DeepRecMetrics>(), provider.GetRequiredService<TimeProvider>(), LoggerOf(provider)));
        Services.TryAddSingleton(provider => provider.GetRequiredKeyedService<RankingService<TUser, TItem>>(name));
        return this;
    }

    /// <summary>Serves a recommender of ratings from a bundle file, as <see cref="RatingService{TUser, TItem}"/>.</summary>
    /// <inheritdoc cref="AddRanking{TUser, TItem}(string, Action{ModelFileOptions})"/>
    public DeepRecBuilder AddRating<TUser, TItem>(string name, Action<ModelFileOptions> configure)
        where TUser : notnull
        where TItem : notnull
    {
        AddFile(name, configure, DeepRec.Recommender.Load<TUser, TItem>, recommender => recommender.Predict(default, default));
        Services.AddKeyedSingleton(name, (provider, _) => new RatingService<TUser, TItem>(provider.GetRequiredKeyedService<ModelFile<DeepRec.Recommender<TUser, TItem>>>(name), provider.GetRequiredService<DeepRecMetrics>()));
        Services.TryAddSingleton(provider => provider.GetRequiredKeyedService<RatingService<TUser, TItem>>(name));
        return this;
    }

    /// <summary>Keeps recent events in memory within other bounds than the default ones.</summary>
    /// <typeparam name="TUser">The type of user ids.</typeparam>
    /// <typeparam name="TItem">The type of item ids.</typeparam>
    /// <param name="configure">The bounds.</param>
    /// <exception cref="ArgumentOutOfRangeException">A bound is below 1.</exception>
    public DeepRecBuilder UseMemoryEvents<TUser, TItem>(Action<MemoryEventStoreOptions> configure)
        where TUser : notnull
        where TItem : notnull
    {
        ArgumentNullException.ThrowIfNull(configure);
        var options = new MemoryEventStoreOptions();
        configure(options);
        var store = new MemoryEventStore<TUser, TItem>(options);
        Services.Replace(ServiceDescriptor.Singleton<IRecentEventStore<TUser, TItem>>(store));
        return this;
    }

    private void AddFile<TModel>(string name, Action<ModelFileOptions> configure, Func<string, TModel> load, Action<TModel> attempt)
        where TModel : class, IDisposable
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(configure);
        if (Services.Any(service => service.ServiceType == typeof(IModelFile) && service.ServiceKey as string == name)) throw new ArgumentException($"There is a model '{name}' already.", nameof(name));
        Services.AddOptions<ModelFileOptions>(name).Configure(configure)
            .Validate(options => options.Path.Length > 0, $"The model '{name}' needs {nameof(ModelFileOptions.Path)}, the .deeprec file that it is loaded from.")
            .Validate(options => options.HasInterval, $"{nameof(ModelFileOptions.PollInterval)} of the model '{name}' is 100 milliseconds or more, or infinite.")
            .ValidateOnStart();
        Services.AddKeyedSingleton(name, (provider, _) => new ModelFile<TModel>(
            name, provider.GetRequiredService<IOptionsMonitor<ModelFileOptions>>().Get(name), load, attempt, provider.GetRequiredService<DeepRecMetrics>(), provider.GetRequiredService<TimeProvider>(), LoggerOf(provider)));
        Services.AddKeyedSingleton<IModelFile>(name, (provider, _) => provider.GetRequiredKeyedService<ModelFile<TModel>>(name));
        Services.AddSingleton<IModelFile>(provider => provider.GetRequiredKeyedService<ModelFile<TModel>>(name));
    }

    private static ILogger LoggerOf(IServiceProvider provider) => provider.GetRequiredService<ILoggerFactory>().CreateLogger("DeepRec");
}
