using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace DeepRec.Redis;

/// <summary>Refuses options that no store could be made of.</summary>
/// <param name="services">Whether there is a connection where none is configured.</param>
internal sealed class RedisOptionsCheck(IServiceProviderIsService services) : IValidateOptions<RedisEventStoreOptions>
{
    public ValidateOptionsResult Validate(string? name, RedisEventStoreOptions options) =>
        options.Fault() is { } fault ? ValidateOptionsResult.Fail(fault)
        : options.Configuration is null ? services.IsService(typeof(IConnectionMultiplexer))
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"{nameof(RedisEventStoreOptions.Configuration)} is not set, and the service has no {nameof(IConnectionMultiplexer)}: say how to reach Redis, such as localhost:6379.")
        : Form(options.Configuration);

    private static ValidateOptionsResult Form(string configuration)
    {
        try
        {
            ConfigurationOptions.Parse(configuration);
            return ValidateOptionsResult.Success;
        }
        catch (ArgumentException e)
        {
            return ValidateOptionsResult.Fail($"{nameof(RedisEventStoreOptions.Configuration)} is none of StackExchange.Redis: {e.Message}"); // the configuration itself may hold a password
        }
    }
}
