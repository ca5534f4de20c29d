// A social feed: what somebody will share next, from what they liked, commented on and shared, each read as a sequence of its own; against popularity.
using DeepRec;
using DeepRec.Encoders;
using DeepRec.Models;

const int Users = 1_000, Authors = 40, PostsOfAuthor = 6;
var opening = new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
var log = Generate(new Random(42));

// The last share of each user is to be found, by what was done before it.
var (train, test) = Split.LeaveOneOut(Dataset.From(log));
Console.WriteLine(FormattableString.Invariant($"{train.Count:N0} likes, comments and shares of {Users:N0} users to learn from; {test.Count:N0} shares to find among {Authors * PostsOfAuthor} posts"));

var blind = new PooledHistoryOptions { Length = 30, Events = [] };
using var popularity = Train(new PopularityOptions());
using var recency = Train(new PopularityOptions { HalfLife = 10 });
using var merged = Train(Feed(blind));
using var separate = Train(Feed(history: null, Of("like"), Of("comment"), Of("share")));
Print("popularity", popularity);
Print("popularity by recency", recency);
Print("one sequence, whatever was done", merged);
Print("likes, comments and shares apart", separate);

// Somebody new, within a minute: what they shared says more than what they liked.
foreach (var (liked, shared) in new[] { ("author-03/2", "author-11/4"), ("author-11/4", "author-03/2") })
{
    var list = separate.Recommend("newcomer", count: 3, new RankingRequestOptions<string> { RecentEvents = [Done(liked, "like", 0), Done(shared, "share", 40)] });
    Console.WriteLine($"\nliked {liked}, shared {shared}");
    foreach (var (post, _) in list) Console.WriteLine($"  {post}");
}

RankingRecommender<string, string> Train(RankingModelOptions model) => Recommender.TrainRanking<string, string>(train, new RankingOptions
{
    Model = model,
    TargetActions = ["share"],
    Trainer = new TrainerOptions { Epochs = 12, BatchSize = 256, Optimizer = new AdamOptions { LearningRate = 5e-3 } },
});

// Sequences side by side into one layer; posts by their ids and their authors.
static SoftmaxRankerOptions Feed(HistoryOptions? history, params (string Name, HistoryOptions Options)[] further) => new()
{
    Scorer = new FactoredScorer
    {
        Dimension = 32,
        History = history,
        Histories = further.ToDictionary(one => one.Name, one => one.Options),
        UserLayers = [64],
        ResidualWidth = 0,
        Start = ItemStart.Random,
    },
};
static (string Name, HistoryOptions Options) Of(string action) => (action, new PooledHistoryOptions { Actions = [action], Length = 10, Events = [] });
RecentEvent<string> Done(string post, string action, int second) => new(post) { At = opening.AddDays(61).AddSeconds(second), Values = new Dictionary<string, object?> { ["Action"] = action } };
void Print(string name, RankingRecommender<string, string> model)
{
    var report = model.Evaluate(test);
    Console.WriteLine(FormattableString.Invariant($"{name,-36} NDCG@10 {report.Value("NDCG@10"):F3}  Recall@10 {report.Value("Recall@10"):F3}"));
}

// Planted: likes go to whatever is popular; comments to two authors argued with; shares to an author whom the last shared one leads to.
List<Act> Generate(Random random)
{
    var acts = new List<Act>();
    for (int user = 0; user < Users; user++)
    {
        int shared = random.Next(Authors);
        int[] argued = [random.Next(Authors), random.Next(Authors)];
        double day = 10 * random.NextDouble();
        for (int step = 0; step < 24; step++)
        {
            day += 2 * random.NextDouble();
            double kind = step == 23 ? 1 : random.NextDouble();
            (string action, int author) = kind switch
            {
                < 0.5 => ("like", (int)(Authors * Math.Pow(random.NextDouble(), 2.5))),
                < 0.7 => ("comment", argued[random.Next(2)]),
                _ => ("share", shared = random.NextDouble() < 0.8 ? (7 * shared + 3) % Authors : random.Next(Authors)),
            };
            acts.Add(new Act($"u{user}", $"author-{author:00}/{random.Next(PostsOfAuthor)}", $"author-{author:00}", action, opening.AddDays(day)));
        }
    }

    return acts;
}

internal sealed record Act(
    [User] string User, [Item] string Post, [Categorical(About = FeatureRole.ItemFeature)] string Author,
    [Categorical(About = FeatureRole.Event)] string Action, [Timestamp] DateTimeOffset At);
