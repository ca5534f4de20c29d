using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DeepRec.AspNetCore.Tests;

/// <summary>The document that Microsoft.AspNetCore.OpenApi makes of the endpoints says what they take and answer.</summary>
public sealed class OpenApiTests(Bundles bundles) : IAsyncLifetime
{
    private readonly HttpClient _client = new();
    private WebApplication? _app;
    private JsonElement _document;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddOpenApi();
        builder.Services.AddDeepRec()
            .AddRanking<string, string>("shop", file => file.Path = bundles.First)
            .AddRanking<int, Guid>("numbers", file => (file.Path, file.IsRequired) = ("not-there.deeprec", false))
            .AddRating<string, string>("ratings", file => file.Path = bundles.Ratings);
        _app = builder.Build();
        _app.MapOpenApi();
        _app.MapRanking<string, string>("/shop", configure: options => (options.MaximumCount, options.MaximumListLength, options.MaximumBodyBytes) = (40, 30, 2000));
        _app.MapRanking<int, Guid>("/numbers");
        _app.MapRating<string, string>("/ratings");
        await _app.StartAsync(Cancelled);
        _client.BaseAddress = new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        _document = await _client.GetFromJsonAsync<JsonElement>("/openapi/v1.json", Cancelled);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app!.DisposeAsync();
    }

    [Fact]
    public void EveryEndpointIsThereWithWhatItDoes()
    {
        var described = _document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Select(method => $"{method.Name} {path.Name}: {method.Value.GetProperty("summary")}"));
        Assert.Equal(
            [
                "get /numbers/items/{item}/similar: Tells the items most like one.",
                "get /numbers/users/{user}/recommendations: Recommends items for a user.",
                "get /numbers/version: Tells which bundle answers.",
                "get /ratings/users/{user}/items/{item}/rating: Predicts the rating that a user would give an item.",
                "get /ratings/users/{user}/recommendations: Tells the items with the best predicted ratings.",
                "get /ratings/version: Tells which bundle answers.",
                "get /shop/items/{item}/similar: Tells the items most like one.",
                "get /shop/users/{user}/recommendations: Recommends items for a user.",
                "get /shop/version: Tells which bundle answers.",
                "post /numbers/events: Records what a user did.",
                "post /numbers/recommendations: Recommends items by all that a request can say.",
                "post /ratings/rating: Predicts a rating by all that a request can say.",
                "post /shop/events: Records what a user did.",
                "post /shop/recommendations: Recommends items by all that a request can say.",
            ],
            described.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("/shop/users/{user}/recommendations", "user path string", "count query integer", "exclude query string[]", "includeMet query boolean")]
    [InlineData("/shop/items/{item}/similar", "item path string", "count query integer")]
    [InlineData("/numbers/users/{user}/recommendations", "user path integer", "count query integer", "exclude query string(uuid)[]", "includeMet query boolean")]
    [InlineData("/numbers/items/{item}/similar", "item path string(uuid)", "count query integer")]
    [InlineData("/ratings/users/{user}/items/{item}/rating", "user path string", "item path string")]
    [InlineData("/ratings/users/{user}/recommendations", "user path string", "count query integer", "exclude query string[]", "includeRated query boolean")]
    [InlineData("/shop/version")]
    public void ParametersHaveTheirPlacesAndTypes(string path, params string[] parameters)
    {
        var described = Parameters(path);
        Assert.Equal(parameters, described.Select(one => $"{one.GetProperty("name")} {one.GetProperty("in")} {TypeOf(one.GetProperty("schema"))}"));
        Assert.All(described, one => Assert.EndsWith(".", one.GetProperty("description").GetString(), StringComparison.Ordinal));
        Assert.All(described, one => Assert.Equal(one.GetProperty("in").GetString() == "path", one.TryGetProperty("required", out var required) && required.GetBoolean()));
    }

    [Theory]
    [InlineData("/shop/users/{user}/recommendations", 40)]
    [InlineData("/shop/items/{item}/similar", 40)]
    [InlineData("/ratings/users/{user}/recommendations", 100)]
    public void ACountHasTheBoundsOfItsService(string path, int most)
    {
        var schema = Parameters(path).Single(one => one.GetProperty("name").GetString() == "count").GetProperty("schema");
        Assert.Equal((1, most, 10), (schema.GetProperty("minimum").GetInt32(), schema.GetProperty("maximum").GetInt32(), schema.GetProperty("default").GetInt32()));
    }

    [Fact]
    public void ATruthIsFalseWhereItIsNotGiven() =>
        Assert.False(Parameters("/shop/users/{user}/recommendations").Single(one => one.GetProperty("name").GetString() == "includeMet").GetProperty("schema").GetProperty("default").GetBoolean());

    [Theory]
    [InlineData("/shop/recommendations", "allow", "context", "count", "diversity", "exclude", "includeMet", "recent", "user")]
    [InlineData("/shop/events", "at", "item", "user", "values")]
    [InlineData("/ratings/rating", "context", "item", "user")]
    public void MembersOfABodyAreNamedAndNoOtherMayBeThere(string path, params string[] members)
    {
        var schema = Body(path);
        var described = schema.GetProperty("properties").EnumerateObject().ToArray();
        Assert.Equal(members, described.Select(one => one.Name).Order(StringComparer.Ordinal));
        Assert.All(described, one => Assert.EndsWith(".", one.Value.GetProperty("description").GetString(), StringComparison.Ordinal));
        Assert.False(schema.GetProperty("additionalProperties").GetBoolean());
        string[] required = schema.TryGetProperty("required", out var names) ? [.. names.EnumerateArray().Select(name => name.GetString()!).Order(StringComparer.Ordinal)] : [];
        Assert.Equal(path == "/shop/events" ? (string[])["item", "user"] : [], required);
    }

    [Fact]
    public void RangesAndDefaultsOfABodyAreThere()
    {
        var members = Body("/shop/recommendations").GetProperty("properties");
        Assert.Equal((0, 1, 0), (members.GetProperty("diversity").GetProperty("minimum").GetInt32(), members.GetProperty("diversity").GetProperty("exclusiveMaximum").GetInt32(), members.GetProperty("diversity").GetProperty("default").GetInt32()));
        Assert.Equal(1, members.GetProperty("count").GetProperty("minimum").GetInt32());
        Assert.False(members.GetProperty("includeMet").GetProperty("default").GetBoolean());
        Assert.Equal("Lists have 30 entries at most. A member that is not among those described is refused.", Operation("/shop/recommendations").GetProperty("description").GetString());
    }

    [Theory]
    [InlineData("/shop/users/{user}/recommendations", "200 RecommendAnswerOfstring", "400", "500", "503")]
    [InlineData("/shop/recommendations", "200 RecommendAnswerOfstring", "400", "413", "415", "500", "503")]
    [InlineData("/shop/items/{item}/similar", "200 SimilarAnswerOfstring", "400", "500", "503")]
    [InlineData("/shop/events", "204", "400", "413", "415", "500", "503")]
    [InlineData("/shop/version", "200 ModelVersion", "500", "503")]
    [InlineData("/ratings/users/{user}/items/{item}/rating", "200 RatingAnswer", "400", "500", "503")]
    [InlineData("/ratings/rating", "200 RatingAnswer", "400", "413", "415", "500", "503")]
    [InlineData("/ratings/users/{user}/recommendations", "200 RatingListAnswerOfstring", "400", "500", "503")]
    public void EachStatusSaysWhenItComesAndWhatComesWithIt(string path, params string[] answers)
    {
        var responses = Operation(path).GetProperty("responses").EnumerateObject().OrderBy(one => one.Name, StringComparer.Ordinal).ToArray();
        Assert.Equal(answers.Select(answer => answer[..3]), responses.Select(one => one.Name));
        Assert.All(responses, one => Assert.EndsWith(".", one.Value.GetProperty("description").GetString(), StringComparison.Ordinal));
        Assert.Equal(answers.Where(answer => answer.Length > 3), responses.Where(one => one.Name == "200").Select(one => $"200 {Named(one.Value, "application/json")}"));
        Assert.All(responses.Where(one => one.Name[0] != '2'), one => Assert.Equal("ProblemDetails", Named(one.Value, "application/problem+json")));
    }

    [Fact]
    public void TheBodysLimitIsThatOfTheService() =>
        Assert.Equal("The body is longer than 2000 bytes.", Operation("/shop/events").GetProperty("responses").GetProperty("413").GetProperty("description").GetString());

    private JsonElement Operation(string path) => _document.GetProperty("paths").GetProperty(path).EnumerateObject().Single().Value;

    private JsonElement[] Parameters(string path) => Operation(path).TryGetProperty("parameters", out var parameters) ? [.. parameters.EnumerateArray()] : [];

    private JsonElement Body(string path) => _document.GetProperty("components").GetProperty("schemas").GetProperty(Named(Operation(path).GetProperty("requestBody"), "application/json"));

    private static string Named(JsonElement holder, string type) => holder.GetProperty("content").GetProperty(type).GetProperty("schema").GetProperty("$ref").GetString()!.Split('/')[^1];

    // An integer may be written as a text as well; the first is what it is.
    private static string TypeOf(JsonElement schema)
    {
        if (schema.GetProperty("type").ValueKind == JsonValueKind.Array) return schema.GetProperty("type")[0].GetString()!;
        string type = schema.GetProperty("type").GetString()!;
        return type == "array" ? TypeOf(schema.GetProperty("items")) + "[]" : schema.TryGetProperty("format", out var format) ? $"{type}({format})" : type;
    }
}
