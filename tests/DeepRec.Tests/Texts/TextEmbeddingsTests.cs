using Microsoft.Extensions.AI;

namespace DeepRec.Tests.Texts;

public sealed class TextEmbeddingsTests
{
    private static readonly string?[] Texts = ["warm", "cold", null, "warm", "loud"];

    [Fact]
    public async Task EachDistinctTextIsEmbeddedOnce()
    {
        using var generator = new Lengths();

        var rows = await Rows(Texts).WithEmbeddingsAsync("Text", generator, batchSize: 2, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal([["warm", "cold"], ["loud"]], generator.Asked);
        var column = rows.Column<VectorColumn>("Text.embedding");
        Assert.Equal([0, 1, VectorColumn.Missing, 0, 2], column.Codes.ToArray());
        Assert.Equal((2, 3), (column.Width, column.VectorCount));
        Assert.Equal((FeatureKind.Vector, FeatureRole.ItemFeature), (rows.Schema["Text.embedding"].Kind, rows.Schema["Text.embedding"].Role));
    }

    [Fact]
    public async Task WhatTheCacheHoldsIsNotAskedFor()
    {
        using var generator = new Lengths();
        var cache = new Dictionary<string, float[]> { ["warm"] = [7, 7] };

        await Rows(Texts).WithEmbeddingsAsync("Text", generator, cache: cache, cancellationToken: TestContext.Current.CancellationToken);
        await Rows(Texts).WithEmbeddingsAsync("Text", generator, "again", cache, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal([["cold", "loud"]], generator.Asked);
        Assert.Equal(3, cache.Count);
    }

    [Fact]
    public async Task NoTextAsksForNothing()
    {
        using var generator = new Lengths();

        var rows = await Rows(null, "").WithEmbeddingsAsync("Text", generator, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Empty(generator.Asked);
        Assert.Equal(2, rows["Text.embedding"].MissingCount);
    }

    [Fact]
    public async Task AGeneratorThatGivesSomethingElseIsNamed()
    {
        using var generator = new Lengths();
        var token = TestContext.Current.CancellationToken;
        Assert.Contains("2 numbers, others 3", (await Assert.ThrowsAsync<InvalidOperationException>(
            () => Rows(Texts).WithEmbeddingsAsync("Text", generator, cache: new Dictionary<string, float[]> { ["warm"] = [1, 2, 3] }, cancellationToken: token))).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(() => Rows(Texts).WithEmbeddingsAsync("Text", generator, "Text", cancellationToken: token));
        generator.Drops = true;
        Assert.Contains("gave 2 vectors for 3 texts", (await Assert.ThrowsAsync<InvalidOperationException>(() => Rows(Texts).WithEmbeddingsAsync("Text", generator, cancellationToken: token))).Message, StringComparison.Ordinal);
    }

    private static Dataset Rows(params string?[] texts) => Dataset.From(texts.Select(text => new Row(text)));

    private sealed record Row([property: Text(About = FeatureRole.ItemFeature)] string? Text);

    /// <summary>A text's vector is its length, and 1.</summary>
    private sealed class Lengths : IEmbeddingGenerator<string, Embedding<float>>
    {
        public List<string[]> Asked { get; } = [];

        public bool Drops { get; set; }

        public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
        {
            string[] texts = [.. values];
            Asked.Add(texts);
            return Task.FromResult(new GeneratedEmbeddings<Embedding<float>>(texts.Skip(Drops ? 1 : 0).Select(text => new Embedding<float>(new float[] { text.Length, 1 }))));
        }

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
