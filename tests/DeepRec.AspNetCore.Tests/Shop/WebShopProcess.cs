using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace DeepRec.AspNetCore.Tests.Shop;

/// <summary>The sample as a process of its own, in a folder of its own.</summary>
internal sealed partial class WebShopProcess : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("deeprec-webshop-").FullName;
    private readonly Process _process;

    private WebShopProcess(string[] arguments)
    {
        // artifacts/bin/DeepRec.AspNetCore.Tests/release: the configuration that this was built in.
        string configuration = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)), program = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "WebShop", configuration, "WebShop.dll"));
        _process = Process.Start(new ProcessStartInfo("dotnet", [program, "--urls", "http://127.0.0.1:0", "--Shop:Folder", _folder, .. arguments]) { RedirectStandardOutput = true, WorkingDirectory = _folder })!;
    }

    public HttpClient Client { get; } = new();

    /// <summary>Starts it, and waits until it listens.</summary>
    /// <param name="arguments">Further settings.</param>
    public static async Task<WebShopProcess> StartAsync(params string[] arguments)
    {
        var shop = new WebShopProcess(arguments);
        while (await shop._process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (Listening().Match(line) is { Success: true } match)
            {
                _ = shop._process.StandardOutput.ReadToEndAsync(CancellationToken.None); // so that it never waits to write
                shop.Client.BaseAddress = new Uri(match.Value);
                return shop;
            }
        }

        await shop.DisposeAsync();
        throw new InvalidOperationException("The shop ended before it listened.");
    }

    /// <summary>Waits until it has trained itself and its model answers.</summary>
    public async Task UntilTrainedAsync()
    {
        var cancelled = TestContext.Current.CancellationToken;
        for (int i = 0; i < 1200; i++)
        {
            if (await (await Client.GetAsync("/health", cancelled)).Content.ReadAsStringAsync(cancelled) == "Healthy") return;
            var state = await Client.GetFromJsonAsync<JsonElement>("/api/training", cancelled);
            Assert.Null(state.GetProperty("failure").GetString());
            await Task.Delay(250, cancelled);
        }

        Assert.Fail("The shop did not train itself in time.");
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex Listening();
}
