using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace DeepRec.AspNetCore.Tests.Shop;

/// <summary>The sample from nothing to lists that follow what a visitor does.</summary>
public sealed class WebShopTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TheShopTrainsItselfAndFollowsAVisitor()
    {
        await using var shop = await WebShopProcess.StartAsync();
        using var page = await shop.Client.GetAsync("/", Cancelled);
        Assert.Contains("Recommended for you", await page.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
        Assert.Equal("default-src 'self'", page.Headers.GetValues("Content-Security-Policy").Single());
        await shop.UntilTrainedAsync();

        var before = await Recommended(shop.Client);
        using var stored = await shop.Client.PostAsJsonAsync("/api/shop/events", new { user = "visitor", item = before[2].Item }, Cancelled);
        var after = await Recommended(shop.Client);

        Assert.All(before, one => Assert.Equal("popular overall", one.Reason));
        Assert.Equal(HttpStatusCode.NoContent, stored.StatusCode);
        Assert.DoesNotContain(before[2].Item, after.Select(one => one.Item));
        Assert.NotEqual(before.Select(one => one.Item), after.Select(one => one.Item));
        var report = await shop.Client.GetFromJsonAsync<JsonElement>("/api/report", Cancelled);
        Assert.True(report.GetProperty("metrics").GetProperty("NDCG@10").GetDouble() > report.GetProperty("baseline").GetProperty("NDCG@10").GetDouble());
        Assert.Equal(8, report.GetProperty("losses").GetArrayLength());
    }

    [Fact]
    public async Task AShopThatShallNotLearnDoesNot()
    {
        await using var shop = await WebShopProcess.StartAsync("--Shop:Learns", "false");
        Assert.Equal("""{"learns":false,"bundles":[],"last":null}""", await shop.Client.GetStringAsync("/api/learning", Cancelled));
        using var refused = await shop.Client.PostAsJsonAsync("/api/learning", new { }, Cancelled);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, refused.StatusCode);
    }

    private static async Task<(string Item, string Reason)[]> Recommended(HttpClient client)
    {
        var answer = await client.GetFromJsonAsync<JsonElement>("/api/shop/users/visitor/recommendations?count=8", Cancelled);
        return [.. answer.GetProperty("items").EnumerateArray().Select(one => (one.GetProperty("item").GetString()!, one.GetProperty("reason").GetString()!))];
    }
}
