using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace DeepRec.AspNetCore.Tests;

/// <summary>Lists are written as the serializer writes them.</summary>
public sealed class RecommendAnswerTests
{
    private static readonly ModelVersion Version = new("shop \"süd\"", "00ff", new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.FromHours(2)));

    [Fact]
    public Task NoItem() => Check(new RecommendAnswer<string>(Version, []));

    [Fact]
    public Task TextsOfAllKinds() => Check(new RecommendAnswer<string>(Version,
    [
        new("i1", 0.1f, "knownUser", "met by 3 users who met <b>&amp;</b> 'x' \"y\" \\"), new("用户 \u0007\n\ud83d\ude00", -1e-7f, "popularity", null), new("", float.MaxValue, "features", ""),
    ]));

    [Fact]
    public Task NumbersAndOtherIds() => Task.WhenAll(
        Check(new RecommendAnswer<int>(Version, [new(-7, 3, "knownUser", "a")])),
        Check(new RecommendAnswer<long>(Version, [new(long.MaxValue, 1 / 3f, "knownUser", "a")])),
        Check(new RecommendAnswer<Guid>(Version, [new(new Guid("00112233-4455-6677-8899-aabbccddeeff"), 0, "knownUser", "a")])),
        Check(new RecommendAnswer<ItemKey>(Version, [new(new ItemKey("a", 2), -0f, "knownUser", "a")])));

    [Fact]
    public Task TheServicesSettingsCount() => Task.WhenAll(new Action<JsonSerializerOptions>[]
    {
        options => options.WriteIndented = true,
        options => options.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseUpper,
        options => options.PropertyNamingPolicy = null,
        options => options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        options => options.NumberHandling = JsonNumberHandling.WriteAsString,
        options => options.Encoder = System.Text.Encodings.Web.JavaScriptEncoder.Default,
        options => options.Converters.Add(new Shouting()),
    }.Select(configure => Check(new RecommendAnswer<string>(Version, [new("é<i>", 1.5f, "knownUser", "ü"), new("b", 1, "popularity", null)]), configure)));

    private static async Task Check<TItem>(RecommendAnswer<TItem> answer, Action<JsonSerializerOptions>? configure = null)
    {
        await using var services = new ServiceCollection().AddLogging().ConfigureHttpJsonOptions(json => configure?.Invoke(json.SerializerOptions)).BuildServiceProvider();
        var body = new MemoryStream();
        var http = new DefaultHttpContext { RequestServices = services, Response = { Body = body } };
        byte[] expected = JsonSerializer.SerializeToUtf8Bytes(answer, services.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions);

        await answer.ExecuteAsync(http);
        await http.Response.BodyWriter.FlushAsync(TestContext.Current.CancellationToken);

        Assert.Equal(System.Text.Encoding.UTF8.GetString(expected), System.Text.Encoding.UTF8.GetString(body.ToArray()));
        Assert.Equal("application/json; charset=utf-8", http.Response.ContentType);
        Assert.True(http.Response.ContentLength is null || http.Response.ContentLength == expected.Length);
    }

    private sealed record ItemKey(string Shop, int Number);

    private sealed class Shouting : JsonConverter<string>
    {
        public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString()!;

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToUpperInvariant());
    }
}
