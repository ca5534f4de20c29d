using DeepRec.Encoders;
using DeepRec.Models;
using DeepRec.Preprocessing;

namespace DeepRec.Tests.Retrieval;

/// <summary>
/// A small library with a known pattern: 40 readers, 20 books. Reader u meets books of one genre, five in a circle of ten; even readers live in the north
/// and read poems, which have even numbers, odd ones live in the south and read crime. Nobody met the book "new"; the reader "quiet" of the south met nothing.
/// </summary>
internal static class Shelf
{
    public const int Readers = 40, Books = 20;

    public static RankingOptions Quick(RankingModelOptions model, PreprocessingPipeline? pipeline = null) => new()
    {
        Model = model,
        Pipeline = pipeline,
        Trainer = new TrainerOptions { Epochs = 30, BatchSize = 64, Optimizer = new AdamOptions { LearningRate = 1e-2 } },
    };

    /// <summary>Reads histories and the region.</summary>
    public static SoftmaxRankerOptions Factored { get; } = new() { Scorer = new FactoredScorer { Dimension = 8, ResidualWidth = 0, Dropout = 0, History = new PooledHistoryOptions() } };

    /// <summary>Reads no histories.</summary>
    public static SoftmaxRankerOptions Joint { get; } = new() { Scorer = new JointScorer { HiddenLayers = [8], EmbeddingDimension = 4 } };

    /// <summary>Of a request nothing but the items met so far.</summary>
    public static PreprocessingPipeline BooksAlone => [new CategoryVocabulary("Book")];

    public static RankingRecommender<string, string> Train(RankingModelOptions model, PreprocessingPipeline? pipeline = null, string prefix = "") =>
        Recommender.TrainRanking<string, string>(new TrainingSet(Rows(prefix)), Quick(model, pipeline), TestContext.Current.CancellationToken);

    public static Dataset Rows(string prefix = "") => Dataset.Join(Dataset.From(Met(prefix)), Dataset.From(Readership()), Dataset.From(Titles(prefix)));

    public static string[] BooksOf(int reader) => [.. Enumerable.Range(0, 5).Select(k => $"b{2 * ((reader / 2 + k) % 10) + reader % 2}")];

    private static IEnumerable<Loan> Met(string prefix) => Enumerable.Range(0, Readers).SelectMany(reader => BooksOf(reader).Select((book, k) => new Loan($"u{reader}", prefix + book, k % 2 == 0 ? "phone" : "desk")));

    private static IEnumerable<Reader> Readership() => Enumerable.Range(0, Readers).Select(reader => new Reader($"u{reader}", reader % 2 == 0 ? "north" : "south", reader == 7 ? "rare" : null)).Append(new Reader("quiet", "south", null));

    private static IEnumerable<Title> Titles(string prefix) => Enumerable.Range(0, Books)
        .Select(book => new Title($"{prefix}b{book}", book % 2 == 0 ? "poems" : "crime", book, book % 4 == 0 ? ["short", "old"] : ["long"])).Append(new Title(prefix + "new", "poems", null, []));

    private sealed record Loan([User] string User, [Item] string Book, [Categorical(About = FeatureRole.Context)] string Device);

    private sealed record Reader([User] string User, [Categorical] string Region, [Categorical] string? Club);

    private sealed record Title([Item] string Book, [Categorical] string Genre, [Numeric] float? Price, [Categories] string[] Tags);
}
