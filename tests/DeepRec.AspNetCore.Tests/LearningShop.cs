using Microsoft.Extensions.DependencyInjection;

namespace DeepRec.AspNetCore.Tests;

/// <summary>The shop's service with a model that learns when a test says so.</summary>
internal static class LearningShop
{
    public static DateTimeOffset Start { get; } = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Starts it; any candidate is good enough.</summary>
    /// <param name="bundle">Its first model.</param>
    /// <param name="folder">Where bundles are kept.</param>
    /// <param name="configure">Changes the settings.</param>
    /// <param name="log">The log of events; <see langword="null"/>: a file.</param>
    /// <param name="clock">The clock; <see langword="null"/>: the system's.</param>
    public static Task<ShopService> StartAsync(string bundle, string folder, Action<OnlineLearningOptions>? configure = null, IEventLog<string, string>? log = null, TimeProvider? clock = null) => ShopService.StartAsync(bundle, services =>
    {
        if (log is not null) services.AddKeyedSingleton("shop", log);
        if (clock is not null) services.AddSingleton(clock);
        services.AddDeepRec().AddOnlineLearning<string, string>("shop", options =>
        {
            (options.Folder, options.Tolerance, options.CheckInterval) = (folder, 1, TimeSpan.FromHours(1));
            options.Update = options.Update with { Epochs = 1 };
            configure?.Invoke(options);
        });
    });

    /// <summary>Settings by which it unlearns what it knew.</summary>
    public static void Spoil(OnlineLearningOptions options)
    {
        (options.Tolerance, options.HoldoutShare) = (0, 0.5);
        options.Update = new UpdateOptions { Epochs = 5, ReplayShare = 0, LearningRateFactor = 1, Optimizer = new AdamOptions { LearningRate = 1 } };
    }

    public static OnlineLearner<string, string> Learner(ShopService service) => service.Services.GetRequiredService<OnlineLearner<string, string>>();

    /// <summary>Thirty users do something, a minute after each other.</summary>
    public static async Task RecordAsync(ShopService service, Func<int, string> itemOf, int minutes = 0)
    {
        for (int user = 0; user < 30; user++) await service.Ranking.RecordAsync($"u{user}", new RecentEvent<string>(itemOf(user)) { At = Start.AddMinutes(minutes + user) }, TestContext.Current.CancellationToken);
    }

    /// <summary>A log at whose reading something else happens first.</summary>
    internal sealed class MeddlingLog(IEventLog<string, string> log) : IEventLog<string, string>
    {
        public Action? Read { get; set; }

        public ValueTask AppendAsync(string user, RecentEvent<string> done, CancellationToken cancellationToken = default) => log.AppendAsync(user, done, cancellationToken);

        public ValueTask<IReadOnlyList<LoggedEvent<string, string>>> ReadAsync(long after, int most, CancellationToken cancellationToken = default)
        {
            Read?.Invoke();
            return log.ReadAsync(after, most, cancellationToken);
        }

        public ValueTask<long> EndAsync(CancellationToken cancellationToken = default) => log.EndAsync(cancellationToken);
    }

    /// <summary>A log that takes nothing, and says that there is much.</summary>
    internal sealed class BrokenLog : IEventLog<string, string>
    {
        public ValueTask AppendAsync(string user, RecentEvent<string> done, CancellationToken cancellationToken = default) => throw new IOException("The disk is full.");

        public ValueTask<IReadOnlyList<LoggedEvent<string, string>>> ReadAsync(long after, int most, CancellationToken cancellationToken = default) => throw new IOException("The disk cannot be read.");

        public ValueTask<long> EndAsync(CancellationToken cancellationToken = default) => new(100);
    }
}
