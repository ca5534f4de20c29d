using System.Text.Json;
using DeepRec.Preprocessing;

namespace DeepRec.Tests.Preprocessing;

public sealed class TextStepTests
{
    private static readonly string?[] Texts = ["good good tone", "good price", null, "  ", "bad tone", "good price", "rare"];

    [Fact]
    public void HashedTokensKeepTheirOrder()
    {
        var column = Encode(new TextHash("text", 50));

        Assert.Equal([0, 3, 5, 5, 5, 7, 9, 10], column.Offsets.ToArray());
        Assert.Equal(column.Ids[0], column.Ids[1]);
        Assert.Equal<int>([.. column.Ids[..5]], [column.Ids[7], column.Ids[7], column.Ids[2], column.Ids[7], column.Ids[8]]);
        Assert.All(column.Ids.ToArray(), id => Assert.InRange(id, 3, 52));
        Assert.Equal(53, column.Cardinality);
        Assert.Empty(column.Weights);
    }

    [Fact]
    public void TheTokensOfTheMostTextsComeFirst()
    {
        // Of four distinct texts: good in 2, price in 1 (two rows share it), tone in 2, bad and rare in 1.
        var fitted = Assert.IsType<FittedTextVocabulary>(new TextVocabulary("text").Fit(Training(Texts)));

        Assert.Equal(["good", "tone"], fitted.Values);
        var column = Encode(fitted);
        Assert.Equal([0, 3, 5, 5, 5, 7, 9, 10], column.Offsets.ToArray());
        Assert.Equal([3, 3, 4, 3, 2, 2, 4, 3, 2, 2], column.Ids.ToArray());
        Assert.Equal(5, column.Cardinality);
    }

    [Fact]
    public void WeightsAreInverseDocumentFrequencies()
    {
        var fitted = (FittedTextVocabulary)new TextVocabulary("text").Fit(Training(Texts));

        // n = 4 texts; unknown tokens in 3 of them, good and tone in 2 each.
        float common = (float)(Math.Log(5 / 3.0) + 1), unknown = (float)(Math.Log(5 / 4.0) + 1);
        Assert.Equal([0, 0, unknown, common, common], fitted.Weights);
        Assert.Equal(fitted.Weights, Encode(fitted).Weights);
    }

    [Fact]
    public void TextsThatNoTrainingRowHoldsAreNotCounted()
    {
        var all = Rows("known known", "known", "secret", "secret too");

        var fitted = (FittedTextVocabulary)new TextVocabulary("text") { MinimumCount = 1 }.Fit(new TrainingSet(all.Select([0, 1])));

        Assert.Equal(["known"], fitted.Values);
    }

    [Fact]
    public void PartsAreCountedTogether()
    {
        var whole = (FittedTextVocabulary)new TextVocabulary("text").Fit(Training(Texts));
        var parts = (FittedTextVocabulary)new TextVocabulary("text").Fit(new TrainingSet(Rows(Texts[..3]), Rows(Texts[3..])));

        Assert.Equal(whole.Values, parts.Values);
        Assert.Equal(whole.Weights, parts.Weights);
    }

    [Fact]
    public void SizesAndBucketsAreKept()
    {
        var fitted = (FittedTextVocabulary)new TextVocabulary("text") { MinimumCount = 1, MaximumSize = 3, OutOfVocabularyBuckets = 4 }.Fit(Training(Texts));

        Assert.Equal(["good", "tone", "bad"], fitted.Values);
        Assert.Equal(9, fitted.Weights.Count);
        Assert.Equal(6, fitted.Vocabulary.FirstValue);
        Assert.All(Encode(fitted).Ids.ToArray(), id => Assert.InRange(id, 2, 8));
    }

    [Fact]
    public void AColumnWithoutTextIsNormal()
    {
        var fitted = (FittedTextVocabulary)new TextVocabulary("text").Fit(Training(null, ""));

        Assert.Empty(fitted.Values);
        Assert.Equal([0, 0, 1], fitted.Weights);
        Assert.Equal([0, 0, 0], ((IdBagColumn)fitted.Transform(Rows(null, ""))["text"]).Offsets.ToArray());
    }

    [Fact]
    public void APipelineOfTextSurvivesJson()
    {
        var training = Training(Texts);
        var pipeline = PreprocessingPipeline.Default(training.Schema).Fit(training);

        var read = FittedPipeline.FromJson(pipeline.ToJson());

        Assert.Equal(pipeline.ToJson(), read.ToJson());
        var input = read.Inputs.Single();
        Assert.Equal((FeatureInputKind.IdBag, 5), (input.Kind, input.Size));
        Assert.Equal(((FittedTextVocabulary)pipeline.Steps[^1]).Weights, input.Weights);
        var expected = (IdBagColumn)pipeline.Transform(training.Rows)["text"];
        Assert.Equal(expected.Ids.ToArray(), ((IdBagColumn)read.Transform(training.Rows)["text"]).Ids.ToArray());
    }

    [Fact]
    public void SettingsOfTokensSurviveJson()
    {
        var tokens = new TextTokens { Words = false, ShortestNGram = 2, LongestNGram = 5, UnspacedNGram = 3, MaximumLength = 40 };
        var pipeline = new PreprocessingPipeline { new TextHash("text", 9) { Tokens = tokens } }.Fit(Training(Texts));

        Assert.Equal(tokens, Assert.IsType<TextHash>(FittedPipeline.FromJson(pipeline.ToJson()).Steps.Single()).Tokens);
    }

    [Fact]
    public void DamagedWeightsAreNamed()
    {
        string json = new PreprocessingPipeline { new TextVocabulary("text") }.Fit(Training(Texts)).ToJson();

        Assert.Throws<JsonException>(() => FittedPipeline.FromJson(json.Replace("\"outOfVocabularyBuckets\": 1", "\"outOfVocabularyBuckets\": 2", StringComparison.Ordinal)));
    }

    [Fact]
    public void AnotherKindOfColumnIsNamed()
    {
        var rows = new Dataset(new FeatureSchema([Feature.Number("text")]), [new NumberColumn([1f])]);

        Assert.Contains("'text' is a NumberColumn", Assert.Throws<ArgumentException>(() => new TextHash("text", 5).Transform(rows)).Message, StringComparison.Ordinal);
    }

    private static Dataset Rows(params string?[] texts) => Dataset.From(texts.Select(text => new Row(text)));

    private static TrainingSet Training(params string?[] texts) => new(Rows(texts));

    private static IdBagColumn Encode(FittedStep step) => (IdBagColumn)step.Transform(Rows(Texts))["text"];

    private sealed record Row([property: Text(Name = "text")] string? Text);
}
