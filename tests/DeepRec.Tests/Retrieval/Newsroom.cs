using DeepRec.Encoders;
using DeepRec.Models;
using DeepRec.Preprocessing;

namespace DeepRec.Tests.Retrieval;

/// <summary>
/// Readers of 8 topics, each fond of two that lie side by side in a circle; 20 stories a topic to learn from, and 5 a topic that come out afterwards and are
/// met by nobody before. A story is known by its topic and by two words, of which one is its topic's own.
/// </summary>
internal static class Newsroom
{
    public const int Topics = 8, Readers = 400, Old = 20, New = 5;

    public static FactoredScorer Scorer { get; } = new() { Dimension = 16, History = new PooledHistoryOptions { Length = 20 }, ResidualWidth = 0, Dropout = 0.1, Temperature = 0.1, ItemIdDropout = 0.5 };

    public static Story[] OldStories { get; } = [.. StoriesOf("old", Old)];

    public static Story[] NewStories { get; } = [.. StoriesOf("new", New)];

    /// <summary>12 old stories a reader: 10 of the reader's topics, 2 of any.</summary>
    public static Dataset Reads { get; } = Dataset.Join(Dataset.From(ReadsOf(7, Old, 10, 2, "old")), users: null, Dataset.From(OldStories));

    /// <summary>4 new stories a reader, all of the reader's topics.</summary>
    public static Dataset NewReads { get; } = Dataset.From(ReadsOf(8, New, 4, 0, "new"));

    public static RankingOptions With(RankingModelOptions model, int epochs = 10) => new()
    {
        Model = model,
        Pipeline = [new CategoryVocabulary("Story"), new CategoryVocabulary("Topic"), new CategoryVocabulary("Words")],
        Trainer = new TrainerOptions { Epochs = epochs, BatchSize = 128, Optimizer = new AdamOptions { LearningRate = 1e-2 } },
    };

    public static RankingRecommender<string, string> Train(RankingModelOptions model, int epochs = 10) =>
        Recommender.TrainRanking<string, string>(new TrainingSet(Reads), With(model, epochs), TestContext.Current.CancellationToken);

    private static IEnumerable<Story> StoriesOf(string prefix, int count) => Enumerable.Range(0, Topics * count)
        .Select(i => new Story($"{prefix}{i / count}-{i % count}", $"t{i / count}", [$"word{i / count}", $"any{i % 3}"]));

    private static List<Read> ReadsOf(ulong seed, int stories, int own, int other, string prefix)
    {
        var random = new SeededRandom(seed);
        var reads = new List<Read>();
        for (int reader = 0; reader < Readers; reader++)
        {
            var met = new HashSet<string>();
            while (met.Count < own) met.Add($"{prefix}{(reader + random.NextInt(2)) % Topics}-{random.NextInt(stories)}");
            while (met.Count < own + other) met.Add($"{prefix}{random.NextInt(Topics)}-{random.NextInt(stories)}");
            reads.AddRange(met.Select(story => new Read($"r{reader}", story)));
        }

        return reads;
    }

    internal sealed record Story([Item] string Id, [Categorical] string? Topic, [Categories] string[]? Words);

    internal sealed record Read([User] string Reader, [Item] string Story);
}
