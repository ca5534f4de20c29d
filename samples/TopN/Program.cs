// A list for everybody: a softmax ranker learns from what users liked, against popularity; its lists say what they lean on and why.
using System.Globalization;
using DeepRec;
using DeepRec.Models;
using DeepRec.Testing;

const float Liked = 0.7f;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

// A rating of 0.7 or more counts as liked; the others are not looked at. Users, items and ratings stand in tables of their own.
var shop = GeneratedShop.Create(new GeneratedShopOptions { Users = 800, Items = 200, Ratings = 40_000 });
var ratings = Dataset.From(shop.Ratings.Where(rating => rating.Value >= Liked));
var (train, test) = Split.Random(Dataset.Join(ratings, Dataset.From(shop.Users), Dataset.From(shop.Items)), testFraction: 0.2, seed: 42);

using var popularity = Recommender.TrainRanking<string, string>(train, new RankingOptions { Model = new PopularityOptions() });
using var ranker = Recommender.TrainRanking<string, string>(train, new RankingOptions
{
    Model = new SoftmaxRankerOptions { Scorer = new FactoredScorer { Dimension = 32, UserLayers = [64], ItemLayers = [64] } },
});
Console.WriteLine($"{train.Count} likes to learn from, {test.Count} to find; full ranking of {ranker.ItemCount} items");
Console.WriteLine($"popularity      NDCG@10 {popularity.Evaluate(test).Value("NDCG@10"):F3}");
Console.WriteLine($"softmax ranker  NDCG@10 {ranker.Evaluate(test).Value("NDCG@10"):F3}");

Print("known user u1", ranker.Recommend("u1", count: 10));
Print("new user, three recent items", ranker.Recommend("newcomer", count: 5, new RankingRequestOptions<string> { RecentItems = ["i3", "i14", "i15"] }));
Print("new user, features alone", ranker.Recommend("newcomer", count: 5, new RankingRequestOptions<string>
{
    Context = new Dictionary<string, object?> { ["Region"] = "south", ["Gender"] = "f", ["Age"] = 30 },
}));
Print("nobody we know", ranker.Recommend(null, count: 5));

// Cheap ones, no more than two of a category, and not all alike.
Print("known user u1: below 20, varied", ranker.Recommend("u1", count: 5, new RankingRequestOptions<string>
{
    Where = item => item.Number("Price") < 20,
    MaximumPerCategory = new CategoryCap("Category", 2),
    Diversity = 0.5,
}));

Console.WriteLine("\nwhy the first of them");
Console.WriteLine(ranker.Explain("u1", ranker.Recommend("u1", count: 1)[0].Item));

Console.WriteLine("\nlike i3");
foreach (var (item, similarity) in ranker.SimilarItems("i3", count: 3)) Console.WriteLine($"  {item,-5} {similarity:F2}  {Describe(item)}");

void Print(string title, IReadOnlyList<RankedRecommendation<string>> list)
{
    Console.WriteLine($"\n{title}");
    foreach (var (item, score, rung, reason) in list.Select(r => (r.Item, r.Score, r.Rung, r.Reason))) Console.WriteLine($"  {item,-5} {score,6:F2}  {rung,-13} {reason}");
}

string Describe(string id) => shop.Items.Single(item => item.ItemId == id) is var item ? $"{item.Category}, {item.Brand}, {item.Price:F2}" : "";
