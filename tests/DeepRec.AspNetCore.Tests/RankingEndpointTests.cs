using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace DeepRec.AspNetCore.Tests;

public sealed class RankingEndpointTests(Bundles bundles)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AnswersAreThoseOfTheRecommender()
    {
        await using var service = await ShopService.StartAsync(bundles.First);
        using var recommender = Recommender.LoadRanking<string, string>(bundles.First);

        foreach (string user in (string[])["u1", "nobody"])
        {
            var answer = await service.Client.GetFromJsonAsync<JsonElement>($"/shop/users/{user}/recommendations?count=7", Cancelled);
            var expected = recommender.Recommend(user, 7);
            Assert.Equal(expected.Select(one => one.Item), Items(answer));
            Assert.Equal(expected.Select(one => one.Score), answer.GetProperty("items").EnumerateArray().Select(one => one.GetProperty("score").GetSingle()));
            Assert.Equal(expected[0].Reason, answer.GetProperty("items")[0].GetProperty("reason").GetString());
            Assert.Equal(service.Ranking.Version.Sha256, answer.GetProperty("model").GetProperty("sha256").GetString());
        }
    }

    [Fact]
    public async Task ARequestSaysWhatIsLeftOutAndWhatWasDone()
    {
        await using var service = await ShopService.StartAsync(bundles.First);
        using var recommender = Recommender.LoadRanking<string, string>(bundles.First);
        var options = new RankingRequestOptions<string> { Exclude = [bundles.Items[0]], RecentEvents = [new RecentEvent<string>(bundles.Items[3])], Diversity = 0.3 };

        using var response = await service.Client.PostAsJsonAsync("/shop/recommendations", new { user = "u2", count = 5, exclude = options.Exclude, recent = new[] { new { item = bundles.Items[3] } }, diversity = 0.3 }, Cancelled);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(recommender.Recommend("u2", 5, options).Select(one => one.Item), Items(await response.Content.ReadFromJsonAsync<JsonElement>(Cancelled)));
    }

    [Fact]
    public async Task AClickChangesTheNextAnswer()
    {
        await using var service = await ShopService.StartAsync(bundles.First);
        string first = Items(await Get(service, "/shop/users/stranger/recommendations?count=5"))[0];

        using var stored = await service.Client.PostAsJsonAsync("/shop/events", new { user = "stranger", item = first }, Cancelled);
        var after = await Get(service, "/shop/users/stranger/recommendations?count=5");

        Assert.Equal(HttpStatusCode.NoContent, stored.StatusCode);
        Assert.DoesNotContain(first, Items(after));
        Assert.All(after.GetProperty("items").EnumerateArray(), one => Assert.Equal("recentItems", one.GetProperty("rung").GetString()));
    }

    [Theory]
    [InlineData("""{"Nonsense": 1}""")]
    [InlineData("""{"Device": "phone"}""")]
    [InlineData("""{"Device": null}""")]
    public async Task AnEventWithValuesThatAreNoneOfTheModelsKeepsNobodyFromItsAnswers(string values)
    {
        await using var service = await ShopService.StartAsync(bundles.First);
        using var recommender = Recommender.LoadRanking<string, string>(bundles.First);
        var options = new RankingRequestOptions<string> { RecentEvents = [new RecentEvent<string>(bundles.Items[3])] };
        string body = $$"""{"user": "u1", "item": "{{bundles.Items[3]}}", "values": {{values}}}""";

        using var stored = await service.Client.PostAsync("/shop/events", new StringContent(body, System.Text.Encoding.UTF8, "application/json"), Cancelled);

        Assert.Equal(HttpStatusCode.NoContent, stored.StatusCode);
        Assert.Equal(recommender.Recommend("u1", 5, options).Select(one => one.Item), Items(await Get(service, "/shop/users/u1/recommendations?count=5")));
        await IsProblem(await service.Client.PostAsJsonAsync("/shop/recommendations", new { user = "u1", context = new { weather = "rain" } }, Cancelled), HttpStatusCode.BadRequest, "weather");
    }

    [Fact]
    public async Task LikeItemsAndTheVersionAreTold()
    {
        await using var service = await ShopService.StartAsync(bundles.First);
        using var recommender = Recommender.LoadRanking<string, string>(bundles.First);

        var similar = await Get(service, $"/shop/items/{bundles.Items[1]}/similar?count=3");
        var version = await Get(service, "/shop/version");

        Assert.Equal(recommender.SimilarItems(bundles.Items[1], 3).Select(one => one.Id), similar.GetProperty("items").EnumerateArray().Select(one => one.GetProperty("id").GetString()!));
        Assert.Equal("shop", version.GetProperty("model").GetString());
        Assert.Empty((await Get(service, "/shop/items/unheard-of/similar")).GetProperty("items").EnumerateArray());
    }

    [Theory]
    [InlineData("/shop/users/u1/recommendations?count=0", "count 0 is none from 1 to 100.")]
    [InlineData("/shop/users/u1/recommendations?count=1000000", "count 1000000 is none from 1 to 100.")]
    [InlineData("/shop/users/u1/recommendations?count=ten", "count 'ten' is no whole number from 1 to 100.")]
    [InlineData("/shop/users/u1/recommendations?includeMet=perhaps", "includeMet 'perhaps' is neither true nor false.")]
    [InlineData("/shop/items/i1/similar?count=-3", "count -3 is none from 1 to 100.")]
    public async Task ABadQueryIsAProblemThatSaysWhy(string path, string why)
    {
        await using var service = await ShopService.StartAsync(bundles.First);
        using var response = await service.Client.GetAsync(path, Cancelled);
        await IsProblem(response, HttpStatusCode.BadRequest, why);
    }

    [Theory]
    [InlineData("""{"user": 7}""", "The body is not of the expected form")]
    [InlineData("""{"user": "u1", "count": "ten"}""", "The body is not of the expected form")]
    [InlineData("""{"user": "u1", "cuont": 10}""", "cuont")]
    [InlineData("""{"user": "u1", """, "The body is not of the expected form")]
    [InlineData("null", "The body is null.")]
    [InlineData("""{"user": "u1", "count": 101}""", "count 101 is none from 1 to 100.")]
    [InlineData("""{"user": "u1", "diversity": 1}""", "diversity 1 does not lie in [0, 1).")]
    [InlineData("""{"user": "u1", "context": {"Weather": "rain"}}""", "Weather")]
    [InlineData("""{"user": "u1", "context": {"Device": {"a": 1}}}""", "The value of 'Device' is Object")]
    [InlineData("""{"user": "u1", "context": {"Device": "\ud800"}}""", "The value of 'Device' is String")]
    [InlineData("""{"user": "u1", "context": {"Device": ["\ud800"]}}""", "The value of 'Device' is Array")]
    [InlineData("""{"user": "u1", "context": {"Device": 1e400}}""", "The value of 'Device' is Number")]
    [InlineData("""{"user": "u1", "recent": [null]}""", "recent is null; it must be an event.")]
    [InlineData("""{"user": "u1", "recent": [{"item": null}]}""", "item is null; it must be an id.")]
    [InlineData("""{"user": "u1", "exclude": ["a", null]}""", "exclude is null; it must be an id.")]
    [InlineData("""{"user": "u1", "recent": [{"at": "2026-01-01T00:00:00Z"}]}""", "The body is not of the expected form")]
    public async Task ABadBodyIsAProblemThatSaysWhy(string body, string why)
    {
        await using var service = await ShopService.StartAsync(bundles.First);
        using var response = await service.Client.PostAsync("/shop/recommendations", new StringContent(body, System.Text.Encoding.UTF8, "application/json"), Cancelled);
        await IsProblem(response, HttpStatusCode.BadRequest, why);
    }

    [Theory]
    [InlineData("1234567890123456789")]
    [InlineData("-1000000000000000")]
    [InlineData("2000000000000000")]
    [InlineData("7")]
    [InlineData("0.5")]
    public void ANumberIsTheCategoryOfItsDigits(string number)
    {
        var values = BodyValues.Of(new Dictionary<string, JsonElement> { ["Shop"] = JsonElement.Parse(number) });
        Assert.Equal(number, Convert.ToString(values["Shop"], System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task ALongBodyAndOneOfAnotherTypeAreRefused()
    {
        await using var service = await ShopService.StartAsync(bundles.First);
        using var text = await service.Client.PostAsync("/shop/recommendations", new StringContent("user=u1"), Cancelled);
        using var lengthy = await service.Client.PostAsJsonAsync("/shop/recommendations", new { user = new string('x', 70_000) }, Cancelled);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, text.StatusCode);
        await IsProblem(lengthy, HttpStatusCode.RequestEntityTooLarge, "The body may have 65536 bytes at most.");
    }

    [Theory]
    [InlineData("'; DROP TABLE users; --")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("../../etc/passwd")]
    [InlineData("\u0000\u0001 \uD83D\uDE00")]
    public async Task AnIdOfAnyTextIsAStranger(string user)
    {
        await using var service = await ShopService.StartAsync(bundles.First);
        using var recommender = Recommender.LoadRanking<string, string>(bundles.First);
        using var response = await service.Client.PostAsJsonAsync("/shop/recommendations", new { user, count = 3 }, Cancelled);

        Assert.Equal(recommender.Recommend(user, 3).Select(one => one.Item), Items(await response.Content.ReadFromJsonAsync<JsonElement>(Cancelled)));
    }

    private static async Task<JsonElement> Get(ShopService service, string path) => await service.Client.GetFromJsonAsync<JsonElement>(path, Cancelled);

    private static string[] Items(JsonElement answer) => [.. answer.GetProperty("items").EnumerateArray().Select(one => one.GetProperty("item").GetString()!)];

    private static async Task IsProblem(HttpResponseMessage response, HttpStatusCode status, string why)
    {
        string text = await response.Content.ReadAsStringAsync(Cancelled);
        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Contains(why, JsonDocument.Parse(text).RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
    }
}
