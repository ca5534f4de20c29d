using DeepRec.AspNetCore;
using DeepRec.Redis;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Redis for DeepRec's models.</summary>
public static class DeepRecRedisBuilderExtensions
{
    /// <summary>Keeps recent events in Redis instead of this process' memory.</summary>
    /// <typeparam name="TUser">The type of user ids.</typeparam>
    /// <typeparam name="TItem">The type of item ids.</typeparam>
    /// <param name="builder">The service's models.</param>
    /// <param name="configure">Where Redis is, and the bounds. Checked when the host starts; Redis itself need not be there then.</param>
    public static DeepRecBuilder UseRedisEvents<TUser, TItem>(this DeepRecBuilder builder, Action<RedisEventStoreOptions> configure)
        where TUser : notnull
        where TItem : notnull
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        string name = typeof(RedisEventStore<TUser, TItem>).ToString();
        builder.Services.AddOptions<RedisEventStoreOptions>(name).Configure(configure).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<RedisEventStoreOptions>, RedisOptionsCheck>();
        builder.Services.Replace(ServiceDescriptor.Singleton<IRecentEventStore<TUser, TItem>>(provider =>
        {
            var options = provider.GetRequiredService<IOptionsMonitor<RedisEventStoreOptions>>().Get(name);
            return options.Configuration is null ? new RedisEventStore<TUser, TItem>(options, provider.GetRequiredService<IConnectionMultiplexer>()) : new RedisEventStore<TUser, TItem>(options);
        }));
        return builder;
    }
    /// <summary>Keeps the events that a model learns from in Redis instead of a file.</summary>
    /// <typeparam name="TUser">The type of user ids.</typeparam>
    /// <typeparam name="TItem">The type of item ids.</typeparam>
    /// <param name="builder">The service's models.</param>
    /// <param name="name">The model that learns.</param>
    /// <param name="configure">Where Redis is. Checked when the host starts; Redis itself need not be there then.</param>
    public static DeepRecBuilder UseRedisEventLog<TUser, TItem>(this DeepRecBuilder builder, string name, Action<RedisEventLogOptions> configure)
        where TUser : notnull
        where TItem : notnull
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(configure);
        builder.Services.AddOptions<RedisEventLogOptions>(name).Configure(configure).PostConfigure(options => options.Key ??= $"deeprec:log:{name}")
            .Validate(options => options.Fault() is null, $"{nameof(RedisEventLogOptions.Timeout)} lies between a millisecond and a minute.")
            .Validate<IServiceProviderIsService>(
                (options, services) => options.Configuration is not null || services.IsService(typeof(IConnectionMultiplexer)),
                $"{nameof(RedisEventLogOptions.Configuration)} is not set, and the service has no {nameof(IConnectionMultiplexer)}: say how to reach Redis, such as localhost:6379.")
            .ValidateOnStart();
        builder.Services.RemoveAllKeyed<IEventLog<TUser, TItem>>(name);
        builder.Services.AddKeyedSingleton<IEventLog<TUser, TItem>>(name, (provider, _) =>
        {
            var options = provider.GetRequiredService<IOptionsMonitor<RedisEventLogOptions>>().Get(name);
            return options.Configuration is null ? new RedisEventLog<TUser, TItem>(options, provider.GetRequiredService<IConnectionMultiplexer>()) : new RedisEventLog<TUser, TItem>(options);
        });
        return builder;
    }
}
