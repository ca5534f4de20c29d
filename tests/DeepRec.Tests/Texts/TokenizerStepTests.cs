using CsCheck;
using DeepRec.Encoders;
using DeepRec.Models;
using DeepRec.Preprocessing;
using DeepRec.Tests.Tensors;

namespace DeepRec.Tests.Texts;

public sealed class TokenizerStepTests : IDisposable
{
    private static readonly string[] Pieces = ["[PAD]", "[UNK]", "[CLS]", "warm", "to", "##ne", "##s", "!", "音", "质"];
    private readonly TemporaryFolder _folder = new();

    public TokenizerStepTests() => DeepRecText.Register();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void WordsBecomeTheirLongestPieces()
    {
        var column = Encode(new WordPieceTokens("Text", Pieces), "Warm tones!", null, "音质 tone", "what?", "tones to");

        Assert.Equal([0, 5, 5, 9, 11, 15], column.Offsets.ToArray());
        Assert.Equal([6, 7, 8, 9, 10, 11, 12, 7, 8, 4, 4, 7, 8, 9, 7], column.Ids.ToArray());
        Assert.Equal(13, column.Cardinality);
    }

    [Fact]
    public void TheFirstPiecesAreKept() => Assert.Equal([6, 7], Encode(new WordPieceTokens("Text", Pieces) { MaximumLength = 2 }, "Warm tones!").Ids.ToArray());

    [Fact]
    public void BytesAreJoinedInTheOrderOfTheMerges()
    {
        var column = Encode(Bpe(), "tone tone", "toto", null, "好");

        // "tone" and " tone" (Ġ is the blank); "to" twice; the three bytes of a Chinese character.
        Assert.Equal([0, 2, 4, 4, 7], column.Offsets.ToArray());
        Assert.Equal(2, column.Ids[..2].ToArray().Distinct().Count());
        Assert.Equal(column.Ids[2], column.Ids[3]);
        Assert.Equal(3 + 256 + 4, column.Cardinality);
    }

    [Fact]
    public void FilesAreReadLikeLists()
    {
        File.WriteAllLines(_folder.File("vocab.txt"), Pieces);
        File.WriteAllText(_folder.File("vocab.json"), System.Text.Json.JsonSerializer.Serialize(Bpe().Vocabulary));
        File.WriteAllLines(_folder.File("merges.txt"), ["#version: 0.2", .. Bpe().Merges]);

        Assert.Equal(Pieces, WordPieceTokens.FromFile("Text", _folder.File("vocab.txt")).Vocabulary);
        var read = BpeTokens.FromFiles("Text", _folder.File("vocab.json"), _folder.File("merges.txt"));
        Assert.Equal(Encode(Bpe(), "tone 好 toto").Ids.ToArray(), Encode(read, "tone 好 toto").Ids.ToArray());
    }

    [Fact]
    public void BadVocabulariesAreNamed()
    {
        Assert.Contains("Token 2 of the vocabulary, 'a', occurs twice", Assert.Throws<ArgumentException>(() => new WordPieceTokens("Text", ["[UNK]", "a", "a"])).Message, StringComparison.Ordinal);
        Assert.Contains("Token 1 of the vocabulary is empty", Assert.Throws<ArgumentException>(() => new WordPieceTokens("Text", ["[UNK]", ""])).Message, StringComparison.Ordinal);
        Assert.Contains("no '[UNK]'", Assert.Throws<ArgumentException>(() => new WordPieceTokens("Text", ["a"])).Message, StringComparison.Ordinal);
        Assert.Contains("Merge 0, 'a b'", Assert.Throws<ArgumentException>(() => new BpeTokens("Text", new Dictionary<string, int> { ["a"] = 0 }, ["a b"])).Message, StringComparison.Ordinal);
        File.WriteAllText(_folder.File("broken.json"), "[1]");
        Assert.Contains("no JSON object", Assert.Throws<ArgumentException>(() => BpeTokens.FromFiles("Text", _folder.File("broken.json"), _folder.File("broken.json"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnyTextIsRead() => Gen.String.Array[0, 5].Sample(texts =>
    {
        Assert.Equal(texts.Length, Encode(new WordPieceTokens("Text", Pieces), texts).Count);
        Assert.Equal(texts.Length, Encode(Bpe(), texts).Count);
    }, iter: 100);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void AReloadedBundleScoresTextTheSameWithoutTheFiles(bool wordPieces)
    {
        string path = _folder.File("text.deeprec");
        var rows = Dataset.From(Enumerable.Range(0, 60).Select(i => new Row($"u{i % 10}", $"i{i % 6}", 1 + (i * 7 % 5), i % 6 == 0 ? null : $"warm tone {i % 6} 音质")));
        var options = RecommenderOptions.Recommended with
        {
            Pipeline = new PreprocessingPipeline { new CategoryVocabulary("User"), new CategoryVocabulary("Item"), wordPieces ? new WordPieceTokens("Text", Pieces) : Bpe() },
            Model = new MlpRatingPredictorOptions { Encoders = new Dictionary<string, FeatureEncoderOptions> { ["Text"] = new TextCnnEncoderOptions() } },
            Trainer = RecommenderOptions.Recommended.Trainer with { Epochs = 2 },
        };
        using var recommender = Recommender.Train<string, string>(new TrainingSet(rows), options, TestContext.Current.CancellationToken);
        recommender.Save(path);

        using var loaded = Recommender.Load<string, string>(path);

        Assert.Equal(recommender.Predict(rows), loaded.Predict(rows));
    }

    private static BpeTokens Bpe()
    {
        // The 256 bytes as GPT-2 writes them: those that can be printed as themselves, the others from U+0100 on.
        var vocabulary = new Dictionary<string, int>(StringComparer.Ordinal);
        int next = 0;
        for (int value = 0; value < 256; value++)
        {
            bool printed = value is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or (>= 0xAE and <= 0xFF);
            vocabulary.Add(((char)(printed ? value : 256 + next++)).ToString(), value);
        }

        string[] merges = ["t o", "n e", "to ne", "Ġ tone"];
        foreach (string merge in merges) vocabulary.Add(merge.Replace(" ", "", StringComparison.Ordinal), vocabulary.Count);
        return new BpeTokens("Text", vocabulary, merges);
    }

    private static IdBagColumn Encode(FittedStep step, params string?[] texts) =>
        (IdBagColumn)step.Transform(Dataset.From(texts.Select(text => new Row("u", "i", 1, text))))["Text"];

    private sealed record Row([property: User] string User, [property: Item] string Item, [property: Label] float Rating, [property: Text] string? Text);
}
