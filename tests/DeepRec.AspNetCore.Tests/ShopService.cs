using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DeepRec.AspNetCore.Tests;

/// <summary>A service on a port of this machine, with a model that follows a file of its own.</summary>
internal sealed class ShopService : IAsyncDisposable
{
    private readonly string _folder;
    private readonly WebApplication _app;

    private ShopService(string folder, WebApplication app, HttpClient client) => (_folder, _app, Client) = (folder, app, client);

    public HttpClient Client { get; }

    public IServiceProvider Services => _app.Services;

    public RankingService<string, string> Ranking => Services.GetRequiredService<RankingService<string, string>>();

    public string Model => Path.Combine(_folder, "shop.deeprec");

    /// <summary>Starts it.</summary>
    /// <param name="bundle">Copied to be its first model.</param>
    /// <param name="configure">Changes the services.</param>
    /// <param name="poll">How often the file is looked at; <see langword="null"/>: never.</param>
    public static async Task<ShopService> StartAsync(string bundle, Action<IServiceCollection>? configure = null, TimeSpan? poll = null)
    {
        string folder = Directory.CreateTempSubdirectory("deeprec-service-").FullName, model = Path.Combine(folder, "shop.deeprec");
        File.Copy(bundle, model);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddDeepRec().AddRanking<string, string>("shop", file => (file.Path, file.PollInterval) = (model, poll ?? Timeout.InfiniteTimeSpan));
        builder.Services.AddHealthChecks().AddDeepRec();
        configure?.Invoke(builder.Services);
        var app = builder.Build();
        app.MapRanking<string, string>("/shop");
        app.MapHealthChecks("/health");
        await app.StartAsync(TestContext.Current.CancellationToken);
        string address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return new ShopService(folder, app, new HttpClient { BaseAddress = new Uri(address) });
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
