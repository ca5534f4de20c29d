using System.Text.Json;
using System.Text.Json.Nodes;

namespace DeepRec.Tests.Data;

public sealed class NamedTypesTests
{
    private abstract record Shape;

    private sealed record Circle(double Radius) : Shape;

    private sealed record Square(double Side) : Shape;

    private readonly NamedTypes<Shape> _types = new NamedTypes<Shape>("shape", "RegisterShape").Register<Circle>("circle");

    [Fact]
    public void AValueComesBackUnderItsName()
    {
        var json = _types.Write(new Circle(2));

        Assert.Equal("""{"$type":"circle","radius":2}""", json.ToJsonString());
        Assert.Equal(new Circle(2), _types.Read(JsonNode.Parse(json.ToJsonString())));
    }

    [Fact]
    public void TheSamePairAgainIsFine() => Assert.Same(_types, _types.Register<Circle>("circle"));

    [Fact]
    public void ANameStandsForOneType() => Assert.StartsWith(
        "The shape name 'circle' stands for ", Assert.Throws<ArgumentException>(() => _types.Register<Square>("circle")).Message, StringComparison.Ordinal);

    [Fact]
    public void ATypeHasOneName() => Assert.Contains("is registered as 'circle' already.", Assert.Throws<ArgumentException>(() => _types.Register<Circle>("ring")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void ABlankNameIsRefused(string name) => Assert.Throws<ArgumentException>(() => _types.Register<Square>(name));

    [Fact]
    public void AValueWithoutANameNamesTheCall() => Assert.EndsWith(
        "has no name to be saved under. Call BundleTypes.RegisterShape<Square>(\"a-name\") once at start.",
        Assert.Throws<InvalidOperationException>(() => _types.Write(new Square(1))).Message, StringComparison.Ordinal);

    [Fact]
    public void AnUnknownNameNamesTheCall() => Assert.Equal(
        "The shape 'square' is not known here. Call BundleTypes.RegisterShape<T>(\"square\") before loading, or use a newer DeepRec.",
        Assert.Throws<UnknownNameException>(() => _types.Read(JsonNode.Parse("""{"$type":"square","side":1}"""))).Message);

    [Theory]
    [InlineData("null")]
    [InlineData("3")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"$type":3}""")]
    [InlineData("""{"$type":"circle"}""")]
    [InlineData("""{"$type":"circle","radius":"wide"}""")]
    [InlineData("""{"$type":"circle","radius":1,"colour":"red"}""")]
    public void AnythingElseIsDamaged(string json) => Assert.ThrowsAny<JsonException>(() => _types.Read(JsonNode.Parse(json)));
}
