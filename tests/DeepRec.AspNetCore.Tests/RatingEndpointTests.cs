using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DeepRec.AspNetCore.Tests;

public sealed class RatingEndpointTests(Bundles bundles) : IAsyncLifetime
{
    private readonly HttpClient _client = new();
    private WebApplication? _app;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddDeepRec().AddRating<string, string>("ratings", file => file.Path = bundles.Ratings);
        builder.Services.AddProblemDetails();
        _app = builder.Build();
        _app.UseStatusCodePages(); // bodies for what routing refuses
        _app.MapRating<string, string>("/ratings", configure: options => options.MaximumBodyBytes = 500);
        await _app.StartAsync(Cancelled);
        _client.BaseAddress = new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app!.DisposeAsync();
    }

    [Fact]
    public async Task ARatingIsTheRecommenders()
    {
        using var recommender = Recommender.Load<string, string>(bundles.Ratings);
        foreach (var (user, item) in new[] { ("u1", bundles.Items[0]), ("nobody", bundles.Items[1]), ("u2", "unheard-of"), ("'; drop table users; --", "../../etc/passwd") })
        {
            var answer = await _client.GetFromJsonAsync<JsonElement>($"/ratings/users/{Uri.EscapeDataString(user)}/items/{Uri.EscapeDataString(item)}/rating", Cancelled);
            Assert.Equal(recommender.Predict(user, item), answer.GetProperty("rating").GetSingle());
            Assert.Equal("ratings", answer.GetProperty("model").GetProperty("model").GetString());
        }
    }

    [Fact]
    public async Task ABodySaysWhatElseIsKnown()
    {
        using var recommender = Recommender.Load<string, string>(bundles.Ratings);
        using var response = await _client.PostAsJsonAsync("/ratings/rating", new { item = bundles.Items[2], context = new Dictionary<string, object> { ["Age"] = 30 } }, Cancelled);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(Cancelled));
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(Cancelled);
        Assert.Equal(recommender.Predict(null, bundles.Items[2], new Dictionary<string, object?> { ["Age"] = 30.0 }), answer.GetProperty("rating").GetSingle());
    }

    [Fact]
    public async Task TheBestRatedItemsAreTheRecommenders()
    {
        using var recommender = Recommender.Load<string, string>(bundles.Ratings);
        var expected = recommender.Recommend("u1", 4, new RecommendOptions<string> { Exclude = [bundles.Items[0]], IncludeRated = true });
        var answer = await _client.GetFromJsonAsync<JsonElement>($"/ratings/users/u1/recommendations?count=4&exclude={bundles.Items[0]}&includeRated=true", Cancelled);
        Assert.Equal(expected.Select(one => (one.Item, one.Score)), answer.GetProperty("items").EnumerateArray().Select(one => (one.GetProperty("item").GetString()!, one.GetProperty("rating").GetSingle())));
    }

    [Theory]
    [InlineData("{\"user\":", 400)]
    [InlineData("{\"user\":{\"a\":1},\"item\":\"i1\"}", 400)]
    [InlineData("{\"user\":\"u1\",\"item\":\"i1\",\"context\":{\"Age\":NaN}}", 400)]
    [InlineData("{\"user\":\"u1\",\"item\":\"i1\",\"context\":{\"Colour\":\"red\"}}", 400)]
    [InlineData("{\"user\":\"u1\",\"item\":\"i1\",\"context\":{\"Age\":\"old\"}}", 400)]
    [InlineData("{\"user\":\"u1\",\"item\":\"i1\",\"stars\":5}", 400)]
    [InlineData("null", 400)]
    public async Task ABadBodyIsAProblem(string body, int status)
    {
        using var response = await _client.PostAsync("/ratings/rating", new StringContent(body, Encoding.UTF8, "application/json"), Cancelled);
        await IsProblem(response, status);
    }

    [Fact]
    public async Task ABodyBeyondTheLimitOrOfAnotherTypeIsAProblem()
    {
        using var large = await _client.PostAsync("/ratings/rating", new StringContent($"{{\"user\":\"{new string('u', 500)}\"}}", Encoding.UTF8, "application/json"), Cancelled);
        await IsProblem(large, 413);
        using var other = await _client.PostAsync("/ratings/rating", new StringContent("{}", Encoding.UTF8, "text/plain"), Cancelled);
        await IsProblem(other, 415);
    }

    private static async Task IsProblem(HttpResponseMessage response, int status)
    {
        Assert.Equal((HttpStatusCode)status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        string text = await response.Content.ReadAsStringAsync(Cancelled);
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal); // no stack trace
        Assert.NotEqual("", JsonDocument.Parse(text).RootElement.GetProperty("title").GetString());
    }
}
