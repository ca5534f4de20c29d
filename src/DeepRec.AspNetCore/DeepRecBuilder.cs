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
            provider.GetRequiredService<EventStoreState>(), provider.GetRequiredService<DeepRecMetrics>(), provider.GetRequiredService<TimeProvider>(), LoggerOf(provider))
        {
            Learner = provider.GetKeyedService<OnlineLearner<TUser, TItem>>(name),
        });
        Services.TryAddSingleton(provider => provider.GetRequiredKeyedService<RankingService<TUser, TItem>>(name));
        return this;
    }

    /// <summary>
    /// Lets a model that <see cref="AddRanking{TUser, TItem}(string, Action{ModelFileOptions})"/> or <see cref="AddRating{TUser, TItem}(string, Action{ModelFileOptions})"/> serves learn from
    /// the events or ratings that are recorded, in the background, as <see cref="OnlineLearner{TUser, TItem}"/>. Events are written to a log before they are acknowledged: a <see cref="FileEventLog{TUser, TItem}"/> in the folder, or an
    /// <see cref="IEventLog{TUser, TItem}"/> that is registered under the model's name.
    /// </summary>
    /// <typeparam name="TUser">The type of user ids.</typeparam>
    /// <typeparam name="TItem">The type of item ids.</typeparam>
    /// <param name="name">The model's name.</param>
    /// <param name="configure">When it learns, and where bundles are kept. Checked when the host starts.</param>
    /// <exception cref="ArgumentException">There is no model of that name, or it learns already.</exception>
    public DeepRecBuilder AddOnlineLearning<TUser, TItem>(string name, Action<OnlineLearningOptions> configure)
        where TUser : notnull
        where TItem : notnull
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(configure);
        bool rates = Has<RatingService<TUser, TItem>>(name);
        if (!rates && !Has<RankingService<TUser, TItem>>(name)) throw new ArgumentException($"There is no model '{name}' of these ids. Add it first, by AddRanking or AddRating.", nameof(name));
        if (Has<OnlineLearner<TUser, TItem>>(name)) throw new ArgumentException($"The model '{name}' learns already.", nameof(name));
        Services.AddOptions<OnlineLearningOptions>(name).Configure(options => options.Update = rates ? DeepRec.UpdateOptions.Ratings : options.Update).Configure(configure).Validate(options => options.Wrong is null, $"The online learning of the model '{name}' has a setting outside its range: see OnlineLearningOptions.").ValidateOnStart();
        Services.TryAddKeyedSingleton<IEventLog<TUser, TItem>>(name, (provider, _) => new FileEventLog<TUser, TItem>(Path.Combine(OptionsOf(provider).Folder, "events.jsonl")));
        Services.AddKeyedSingleton(name, (provider, _) => new OnlineLearner<TUser, TItem>(
            TrialOf(provider), provider.GetRequiredKeyedService<IEventLog<TUser, TItem>>(name), OptionsOf(provider),
            provider.GetRequiredService<DeepRecMetrics>(), provider.GetRequiredService<TimeProvider>(), LoggerOf(provider)));
        Services.AddSingleton<IOnlineLearner>(provider => provider.GetRequiredKeyedService<OnlineLearner<TUser, TItem>>(name));
        Services.TryAddSingleton(provider => provider.GetRequiredKeyedService<OnlineLearner<TUser, TItem>>(name));
        Services.AddHostedService<OnlineLearningService>(); // once, however often it is called
        return this;

        IOnlineTrial<TUser, TItem> TrialOf(IServiceProvider provider) => rates
            ? new OnlineTrial<TUser, TItem, DeepRec.Recommender<TUser, TItem>>(provider.GetRequiredKeyedService<ModelFile<DeepRec.Recommender<TUser, TItem>>>(name), new RatingLearning<TUser, TItem>())
            : new OnlineTrial<TUser, TItem, DeepRec.RankingRecommender<TUser, TItem>>(provider.GetRequiredKeyedService<ModelFile<DeepRec.RankingRecommender<TUser, TItem>>>(name), new RankingLearning<TUser, TItem>());

        OnlineLearningOptions OptionsOf(IServiceProvider provider) => provider.GetRequiredService<IOptionsMonitor<OnlineLearningOptions>>().Get(name);
    }

    /// <summary>Serves a recommender of ratings from a bundle file, as <see cref="RatingService{TUser, TItem}"/>.</summary>
    /// <inheritdoc cref="AddRanking{TUser, TItem}(string, Action{ModelFileOptions})"/>
    public DeepRecBuilder AddRating<TUser, TItem>(string name, Action<ModelFileOptions> configure)
        where TUser : notnull
        where TItem : notnull
    {
        AddFile(name, configure, DeepRec.Recommender.Load<TUser, TItem>, recommender => recommender.Predict(default, default));
        Services.AddKeyedSingleton(name, (provider, _) => new RatingService<TUser, TItem>(
            provider.GetRequiredKeyedService<ModelFile<DeepRec.Recommender<TUser, TItem>>>(name),
            new EventRecorder(name, provider.GetRequiredService<EventStoreState>(), provider.GetRequiredService<TimeProvider>(), LoggerOf(provider)), provider.GetRequiredService<DeepRecMetrics>())
        {
            Learner = provider.GetKeyedService<OnlineLearner<TUser, TItem>>(name),
        });
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

    private bool Has<TService>(string name) => Services.Any(service => service.ServiceType == typeof(TService) && service.ServiceKey as string == name);

    private void AddFile<TModel>(string name, Action<ModelFileOptions> configure, Func<string, TModel> load, Action<TModel> attempt)
        where TModel : class, IDisposable
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(configure);
        if (Has<IModelFile>(name)) throw new ArgumentException($"There is a model '{name}' already.", nameof(name));
        Services.AddOptions<ModelFileOptions>(name).Configure(configure)
            .Validate(options => options.Path.Length > 0, $"The model '{name}' needs {nameof(ModelFileOptions.Path)}, the .deeprec file that it is loaded from.")
            .Validate(options => options.HasInterval, $"{nameof(ModelFileOptions.PollInterval)} of the model '{name}' is 100 milliseconds to 30 days, or infinite.")
            .ValidateOnStart();
        Services.AddKeyedSingleton(name, (provider, _) => new ModelFile<TModel>(
            name, provider.GetRequiredService<IOptionsMonitor<ModelFileOptions>>().Get(name), load, attempt, provider.GetRequiredService<DeepRecMetrics>(), provider.GetRequiredService<TimeProvider>(), LoggerOf(provider)));
        Services.AddKeyedSingleton<IModelFile>(name, (provider, _) => provider.GetRequiredKeyedService<ModelFile<TModel>>(name));
        Services.AddSingleton<IModelFile>(provider => provider.GetRequiredKeyedService<ModelFile<TModel>>(name));
    }

    private static ILogger LoggerOf(IServiceProvider provider) => provider.GetRequiredService<ILoggerFactory>().CreateLogger("DeepRec");
}
