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
}
