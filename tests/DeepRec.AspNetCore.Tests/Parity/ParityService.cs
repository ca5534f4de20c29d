using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DeepRec.AspNetCore.Tests.Parity;

/// <summary>A service with one model, whose bundle lies in a folder of its own.</summary>
internal sealed class ParityService : IAsyncDisposable
{
    /// <summary>The longest list; no catalogue here is larger.</summary>
    public const int Most = 2000;

    private readonly string _folder = Directory.CreateTempSubdirectory("deeprec-parity-").FullName;
    private readonly HttpClient _client = new();
    private WebApplication? _app;

    private ParityService()
    {
    }

    public string this[string file] => Path.Combine(_folder, file);

    public static Task<ParityService> StartAsync(Recommender<string, string> recommender) => StartAsync(
        recommender.Save, (builder, path) => builder.AddRating<string, string>("model", file => file.Path = path), app => app.MapRating<string, string>("/", configure: Bound));

    public static Task<ParityService> StartAsync(RankingRecommender<string, string> recommender) => StartAsync(
        path => recommender.Save(path), (builder, path) => builder.AddRanking<string, string>("model", file => file.Path = path), app => app.MapRanking<string, string>("/", configure: Bound));

    public async Task<JsonElement> PostAsync(string path, object body)
    {
        using var response = await _client.PostAsJsonAsync(path, body, TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
    }

    public async Task<IEnumerable<JsonElement>> GetAsync(string path) => (await _client.GetFromJsonAsync<JsonElement>(path, TestContext.Current.CancellationToken)).GetProperty("items").EnumerateArray();

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        if (_app is not null) await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task<ParityService> StartAsync(Action<string> save, Action<DeepRecBuilder, string> add, Action<WebApplication> map)
    {
        var service = new ParityService();
        save(service["model.deeprec"]);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        add(builder.Services.AddDeepRec(), service["model.deeprec"]);
        service._app = builder.Build();
        map(service._app);
        await service._app.StartAsync(TestContext.Current.CancellationToken);
        service._client.BaseAddress = new Uri(service._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        return service;
    }

    private static void Bound(RecommenderEndpointOptions options) => options.MaximumCount = Most;
}
