using System.Text;
using System.Text.Json;

namespace DeepRec.Tests.Bundles;

/// <summary>What the reader of plain JSON reads is what the framework's reader reads; what that refuses, it never takes.</summary>
public sealed class PlainJsonTests
{
    private const string Whole = """{"a": [1, -0, 2.5e-3, 1E+9, 0.0], "b\u0041\n\"\\\/": {"c": null, "d": true, "e": false, "f": []}, "g": {}, "": " x "}""";

    [Theory]
    [InlineData(Whole)]
    [InlineData("[]")]
    [InlineData(" \t\r\n\"text\" ")]
    [InlineData("-12.75")]
    public void PlainTextIsReadAlike(string json)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(json);
        Assert.Equal(Describe(JsonTreeReader.Read(bytes)!), Describe(new PlainJson(bytes).Read()!));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[1,]")]
    [InlineData("[1 2]")]
    [InlineData("{\"a\":1,}")]
    [InlineData("{\"a\":1,\"a\":2}")]
    [InlineData("{a:1}")]
    [InlineData("[01]")]
    [InlineData("[1.]")]
    [InlineData("[.5]")]
    [InlineData("[+1]")]
    [InlineData("[-]")]
    [InlineData("[1e]")]
    [InlineData("[NaN]")]
    [InlineData("[tru]")]
    [InlineData("[nulls]")]
    [InlineData("\"\t\"")]
    [InlineData("\"\\x\"")]
    [InlineData("\"\\u12")]
    [InlineData("\"\\ud800\"")]
    [InlineData("\"open")]
    [InlineData("[1] 2")]
    [InlineData("// x\n[1]")]
    [InlineData("\"ü\"")]
    public void OtherTextIsLeftAlone(string json) => Assert.Null(new PlainJson(Encoding.UTF8.GetBytes(json)).Read());

    [Fact]
    public void TheDepthIsThatOfTheSerializer()
    {
        foreach (int depth in new[] { Json.MaxDepth, Json.MaxDepth + 1 })
        {
            byte[] bytes = Encoding.UTF8.GetBytes(new string('[', depth) + new string(']', depth));
            Assert.Equal(JsonTreeReader.Read(bytes) is null, new PlainJson(bytes).Read() is null);
        }
    }

    [Fact]
    public void AChangedByteIsReadAlikeOrLeftAlone()
    {
        var random = new Random(1);
        byte[] sound = Encoding.UTF8.GetBytes(Whole);
        for (int i = 0; i < 50_000; i++)
        {
            byte[] bytes = [.. sound];
            for (int change = random.Next(1, 4); change > 0; change--) bytes[random.Next(bytes.Length)] = random.Next(3) == 0 ? (byte)random.Next(256) : sound[random.Next(sound.Length)];
            if (new PlainJson(bytes).Read() is { } plain) Assert.Equal(Describe(JsonTreeReader.Read(bytes)!), Describe(plain));
        }
    }

    private static string Describe(JsonTree tree) => tree.Kind switch
    {
        JsonKind.Object => $"{{{string.Join(",", tree.Members!.Select(member => $"{JsonSerializer.Serialize(member.Key)}:{Describe(member.Value)}"))}}}",
        JsonKind.Array => $"[{string.Join(",", tree.Items.Select(Describe))}]",
        JsonKind.Text => JsonSerializer.Serialize(tree.Text),
        var kind => $"{kind} {tree.Text}",
    };
}
