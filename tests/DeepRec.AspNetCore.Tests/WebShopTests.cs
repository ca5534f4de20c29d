using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace DeepRec.AspNetCore.Tests;

/// <summary>The sample as a process of its own, from nothing to lists that follow what a visitor does.</summary>
public sealed partial class WebShopTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TheShopTrainsItselfAndFollowsAVisitor()
    {
        string folder = Directory.CreateTempSubdirectory("deeprec-webshop-").FullName;
        // artifacts/bin/DeepRec.AspNetCore.Tests/release: the configuration that this was built in.
        string configuration = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)), program = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "WebShop", configuration, "WebShop.dll"));
        using var shop = Process.Start(new ProcessStartInfo("dotnet", [program, "--urls", "http://127.0.0.1:0", "--Shop:Folder", folder]) { RedirectStandardOutput = true, WorkingDirectory = folder })!;
        try
        {
            using var client = new HttpClient { BaseAddress = await AddressOf(shop) };
            using var page = await client.GetAsync("/", Cancelled);
            Assert.Contains("Recommended for you", await page.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
            Assert.Equal("default-src 'self'", page.Headers.GetValues("Content-Security-Policy").Single());
            await UntilTrained(client);

            var before = await Recommended(client);
            using var stored = await client.PostAsJsonAsync("/api/shop/events", new { user = "visitor", item = before[2].Item }, Cancelled);
            var after = await Recommended(client);

            Assert.All(before, one => Assert.Equal("popular overall", one.Reason));
            Assert.Equal(HttpStatusCode.NoContent, stored.StatusCode);
            Assert.DoesNotContain(before[2].Item, after.Select(one => one.Item));
            Assert.NotEqual(before.Select(one => one.Item), after.Select(one => one.Item));
            var report = await client.GetFromJsonAsync<JsonElement>("/api/report", Cancelled);
            Assert.True(report.GetProperty("metrics").GetProperty("NDCG@10").GetDouble() > report.GetProperty("baseline").GetProperty("NDCG@10").GetDouble());
            Assert.Equal(8, report.GetProperty("losses").GetArrayLength());
        }
        finally
        {
            shop.Kill(entireProcessTree: true);
            await shop.WaitForExitAsync(Cancelled);
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<Uri> AddressOf(Process shop)
    {
        while (await shop.StandardOutput.ReadLineAsync(Cancelled) is { } line)
        {
            if (Listening().Match(line) is { Success: true } match)
            {
                _ = shop.StandardOutput.ReadToEndAsync(Cancelled); // so that it never waits to write
                return new Uri(match.Value);
            }
        }

        throw new InvalidOperationException("The shop ended before it listened.");
    }

    private static async Task UntilTrained(HttpClient client)
    {
        for (int i = 0; i < 1200; i++)
        {
            if (await (await client.GetAsync("/health", Cancelled)).Content.ReadAsStringAsync(Cancelled) == "Healthy") return;
            var state = await client.GetFromJsonAsync<JsonElement>("/api/training", Cancelled);
            Assert.Null(state.GetProperty("failure").GetString());
            await Task.Delay(250, Cancelled);
        }

        Assert.Fail("The shop did not train itself in time.");
    }

    private static async Task<(string Item, string Reason)[]> Recommended(HttpClient client)
    {
        var answer = await client.GetFromJsonAsync<JsonElement>("/api/shop/users/visitor/recommendations?count=8", Cancelled);
        return [.. answer.GetProperty("items").EnumerateArray().Select(one => (one.GetProperty("item").GetString()!, one.GetProperty("reason").GetString()!))];
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex Listening();
}
