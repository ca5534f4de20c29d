// A video site in two stages, candidates and watch time: Covington, Adams and Sargin, "Deep Neural Networks for YouTube Recommendations" (RecSys 2016).
using DeepRec;
using DeepRec.Models;
using DeepRec.Preprocessing;
using VideoSite;

const double now = 54;
var site = new Site(viewers: 1_500, videos: 400, seed: 42);
Impression[] past = site.Until(now);

// Stage 1, on what was watched: the videos met before, the searches, and how long ago it was.
var watched = new TrainingSet(Watches(past));
using var popularity = Rank(new PopularityOptions());
using var recency = Rank(new PopularityOptions { HalfLife = 2 });
using var searches = Rank(new PopularityOptions { Segment = "Searched" });
using var ageless = Rank(SoftmaxRankerOptions.YouTubeCandidates);
using var youTube = Rank(SoftmaxRankerOptions.YouTubeCandidates, new ExampleAge("At"), new Standardize("At.age"));

// Stage 2, on what was shown: 0 seconds where it was passed over.
using var network = Recommender.Train<string, string>(new TrainingSet(Dataset.From(past)), new RecommenderOptions
{
    Pipeline = [new CategoryVocabulary("Video"), new CategoryVocabulary("Searched"), new CategoryVocabulary("Topic"), new Standardize("Minutes"), new Standardize("WatchedOfTopic")],
    Model = new MlpRatingPredictorOptions { Loss = new WatchTimeLoss(), HiddenLayers = [64, 32], EmbeddingDimension = 8, Dropout = 0.3 },
    Trainer = new TrainerOptions { Epochs = 6, BatchSize = 512, Optimizer = new AdamOptions { LearningRate = 2e-3 } },
});

// Both stages answer some viewers; only then does time go on.
var videos = site.Videos.ToDictionary(video => video.Id);
var viewers = site.Viewers.ToDictionary(viewer => viewer.Id);
var lists = site.Viewers.Take(500).Select(viewer => (Viewer: viewer, Videos: List(youTube, viewer, 50))).ToArray();
float[] seconds = network.Predict(lists.SelectMany(list => list.Videos.Select(video => Site.Show(list.Viewer, video, now))));
var answers = lists.Zip(seconds.Chunk(50), (list, predicted) => new Answer(list.Viewer, [.. list.Videos.Zip(predicted)])).ToArray();
var coming = site.Until(60);
var test = Watches(coming);

Print($"{past.Length:N0} videos shown in {now} days, {watched.Count:N0} watched; {test.Count:N0} watched in 6 days more\n");
Print($"{"all videos ranked for those 6 days",-40} Recall@10  NDCG@10");
foreach (var (name, model) in new[] { ("popularity", popularity), ("popularity by recency", recency), ("popularity by search term", searches), ("YouTube's candidates without the age", ageless), ("YouTube's candidates", youTube) })
{
    var report = model.Evaluate(test);
    Print($"{name,-40} {report.Value("Recall@10"),9:F4} {report.Value("NDCG@10"),8:F4}");
}

Print($"\n{"the first ten videos",-40} planted seconds watched");
Seconds("popularity", answer => List(popularity, answer.Viewer, 10));
Seconds("popularity by search term", answer => List(searches, answer.Viewer, 10));
Seconds("50 candidates in their own order", answer => answer.Candidates.Select(c => c.Video));
Seconds("50 candidates by predicted watch time", answer => answer.Candidates.OrderByDescending(c => c.Predicted).Select(c => c.Video));
Seconds("50 candidates by planted watch time", answer => answer.Candidates.Select(c => c.Video).OrderByDescending(video => answer.Viewer.Expected(video, now)));

Print($"\n{"shown in those 6 days",-40} predicted  planted  planted odds");
var rows = coming.Zip(network.Predict(coming), (row, predicted) => (Predicted: predicted, Truth: viewers[row.User].Truth(videos[row.Video], (row.At - Site.Opening).TotalDays))).OrderBy(row => row.Predicted).ToArray();
foreach (var (fifth, part) in rows.Chunk((rows.Length + 4) / 5).Append(rows).Index())
    Print($"{(fifth < 5 ? $"fifth {fifth + 1} by prediction" : "all"),-40} {part.Average(row => row.Predicted),9:F1} {part.Average(row => row.Truth.Chance * row.Truth.Seconds),8:F1} {part.Average(row => row.Truth.Chance * row.Truth.Seconds / (1 - row.Truth.Chance)),13:F1}");

Dataset Watches(Impression[] shown) => Dataset.From(shown.Where(row => row.Seconds > 0).Select(row => new Watched(row.User, row.Searched, row.Video, row.At)));
RankingRecommender<string, string> Rank(RankingModelOptions model, params PreprocessingStep[] age) => Recommender.TrainRanking<string, string>(watched, new RankingOptions
{
    Pipeline = [new CategoryVocabulary("Video"), new CategoryVocabulary("Searched"), .. age],
    Model = model,
    Trainer = new TrainerOptions { Epochs = 16, BatchSize = 256, Optimizer = new AdamOptions { LearningRate = 2e-3 } },
});
Video[] List(RankingRecommender<string, string> model, Viewer viewer, int count) => [.. model.Recommend(viewer.Id, count).Select(best => videos[best.Item])];
void Seconds(string name, Func<Answer, IEnumerable<Video>> list) => Print($"{name,-40} {answers.Average(answer => list(answer).Take(10).Sum(video => answer.Viewer.Expected(video, now))),23:F1}");
static void Print(FormattableString line) => Console.WriteLine(FormattableString.Invariant(line));

// Shown, and watched or passed over. WatchedOfTopic: the share of the video's topic in what the user watched before.
internal sealed record Impression(
    [User] string User, [Categories(About = FeatureRole.UserFeature)] string[] Searched, [Item] string Video,
    [Categorical(About = FeatureRole.ItemFeature)] string Topic, [Numeric(About = FeatureRole.ItemFeature)] double Minutes, [Numeric(About = FeatureRole.Context)] double WatchedOfTopic,
    [Timestamp] DateTimeOffset At, [Label] double Seconds);

internal sealed record Watched([User] string User, [Categories(About = FeatureRole.UserFeature)] string[] Searched, [Item] string Video, [Timestamp] DateTimeOffset At);
internal sealed record Answer(Viewer Viewer, (Video Video, float Predicted)[] Candidates);
