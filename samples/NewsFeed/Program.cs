// News is worth most in its first minutes, when nobody has read it: an article enters the feed by its headline, without training again.
using System.Globalization;
using DeepRec;
using DeepRec.Encoders;
using DeepRec.Models;
using DeepRec.Preprocessing;
using NewsFeed;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var newsroom = new Newsroom(seed: 42);

// Yesterday: 240 articles in two languages, and what 600 readers opened of them. What is known of an article: its language, and its headline in pieces.
Article[] old = [.. Enumerable.Range(0, 240).Select(i => newsroom.Publish(i % newsroom.Topics, chinese: i % 4 < 2))];
Reader[] readers = [.. Enumerable.Range(0, 600).Select(newsroom.Register)];
var readings = Dataset.From(readers.SelectMany(reader => newsroom.Read(reader, old, count: 12)));
var train = new TrainingSet(Dataset.Join(readings, items: Dataset.From(old)));

// Today: 24 articles come out. Later it will turn out who opened which; the recommender does not see it.
Article[] fresh = [.. Enumerable.Range(0, 24).Select(i => newsroom.Publish(i % newsroom.Topics, chinese: i % 4 < 2))];
var test = Dataset.From(readers.SelectMany(reader => newsroom.Read(reader, fresh, count: 2)));

using var popularity = Train(new PopularityOptions());
using var untrained = Train(Ranker(itemIdDropout: 0));
var serving = Train(Ranker(itemIdDropout: 0.5));

Console.WriteLine($"{readings.Count} readings of {old.Length} articles to learn from; {fresh.Length} new ones come out");
Console.WriteLine($"readers who find what they open among ten of {old.Length + fresh.Length}:");
Console.WriteLine($"popularity                        {HitRate(popularity):F3}");
Console.WriteLine($"ranker, not trained for it        {HitRate(untrained):F3}");
Console.WriteLine($"ranker, ids left out in training  {HitRate(serving):F3}");

// A service puts the new recommender in the old one's place and disposes of the old one when its last request is answered.
var before = serving;
serving = serving.WithItems(fresh);
before.Dispose();

var articles = old.Concat(fresh).ToDictionary(article => article.Id);
foreach (var reader in readers.Take(3))
{
    Console.WriteLine($"\n{reader.Id} reads {string.Join(" and ", reader.Languages)}, likes topics {string.Join(" and ", reader.Topics.Order())}; of what is minutes old:");
    var minutesOld = new RankingRequestOptions<string> { Allow = [.. fresh.Select(article => article.Id)] };
    foreach (var best in serving.Recommend(reader.Id, count: 3, minutesOld)) Console.WriteLine($"  {best.Item,-5} topic {articles[best.Item].Topic}  {articles[best.Item].Headline}");
}

serving.Dispose();

RankingRecommender<string, string> Train(RankingModelOptions model) => Recommender.TrainRanking<string, string>(train, new RankingOptions
{
    Model = model,
    Pipeline = [new CategoryVocabulary("Article"), new CategoryVocabulary("Language"), new CategoryVocabulary("Pieces")],
    Trainer = new TrainerOptions { Epochs = 10, BatchSize = 256, Optimizer = new AdamOptions { LearningRate = 1e-2 } },
});

// The mean of a reader's articles against an article's own vector, its language and the mean of its pieces; its own vector may be left out in training.
SoftmaxRankerOptions Ranker(double itemIdDropout) => new()
{
    Scorer = new FactoredScorer
    {
        Dimension = 32,
        ResidualWidth = 0,
        History = new PooledHistoryOptions { Pooling = HistoryPooling.Mean },
        ItemIdDropout = itemIdDropout,
        Encoders = new Dictionary<string, FeatureEncoderOptions> { ["Pieces"] = new CategoriesEncoderOptions { Dimension = 32 } },
    },
    Loss = new FullSoftmaxLoss(),
};

double HitRate(RankingRecommender<string, string> trained)
{
    using var published = trained.WithItems(fresh);
    return published.Evaluate(test).Value("HitRate@10");
}
