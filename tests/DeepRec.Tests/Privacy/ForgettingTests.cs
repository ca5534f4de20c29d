using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;
using DeepRec.Encoders;
using DeepRec.Models;
using DeepRec.Preprocessing;

namespace DeepRec.Tests.Privacy;

public sealed class ForgettingTests(LongIdShop shop) : IClassFixture<LongIdShop>
{
    [Fact]
    public void NothingOfTheUserIsInTheBundlesBytes()
    {
        string user = Someone();
        byte[] vector = VectorOf(shop.Recommender, user);
        var before = Parts(shop.Recommender.Save);
        Assert.Contains(before, part => Holds(part, Encoding.UTF8.GetBytes(user)));
        Assert.Contains(before, part => Holds(part, vector));

        using var forgotten = shop.Recommender.Forget(user);
        var after = Parts(forgotten.Save);

        Assert.Equal(before.Keys.Order(), after.Keys.Order());
        Assert.DoesNotContain(after, part => Holds(part, Encoding.UTF8.GetBytes(user)));
        Assert.DoesNotContain(after, part => Holds(part, vector));
        Assert.Equal(shop.Recommender.UserCount - 1, forgotten.UserCount);
        Assert.Equal(shop.Recommender.Bundle.Rated.Items.Length - shop.Recommender.Bundle.Rated.CountOf(shop.Recommender.Bundle.Users.RowOf(user)), forgotten.Bundle.Rated.Items.Length);
    }

    [Fact]
    public void OthersKeepTheirRecommendationsToTheBit()
    {
        string user = Someone();
        using var forgotten = shop.Recommender.Forget(user);
        foreach (string other in shop.Users.Where(id => id != user))
        {
            var (was, now) = (shop.Recommender.Recommend(other, 20), forgotten.Recommend(other, 20));
            Assert.Equal(was.Select(r => (r.Item, r.Score)), now.Select(r => (r.Item, r.Score)));
        }
    }

    [Fact]
    public void TheForgottenUserIsOneWhoIsNotKnown()
    {
        string user = Someone();
        using var forgotten = shop.Recommender.Forget(user);
        Assert.Equal(forgotten.Recommend("nobody ever").Select(r => (r.Item, r.Score, r.Rung)), forgotten.Recommend(user).Select(r => (r.Item, r.Score, r.Rung)));
        Assert.NotEqual(shop.Recommender.Recommend(user).Select(r => r.Score), forgotten.Recommend(user).Select(r => r.Score));
    }

    [Fact]
    public void WhatIsLeftCanBeLoadedAndForgetsMore()
    {
        using var folder = new Tensors.TemporaryFolder();
        string path = Path.Combine(folder.Path, "left.deeprec");
        string[] users = [.. shop.Users.Take(3)];
        using var first = shop.Recommender.Forget(users[0]);
        using var second = first.Forget(users[1]);
        second.Save(path);
        using var loaded = Recommender.Load<string, string>(path);
        Assert.Equal(shop.Recommender.UserCount - 2, loaded.UserCount);
        Assert.Equal(shop.Recommender.Recommend(users[2]).Select(r => r.Score), loaded.Recommend(users[2]).Select(r => r.Score));
    }

    [Fact]
    public void WhoIsNotKnownNeedNotBeForgotten()
    {
        using var same = shop.Recommender.Forget("nobody ever");
        Assert.Equal(shop.Recommender.UserCount, same.UserCount);
        Assert.Equal(Parts(shop.Recommender.Save).Values.Sum(part => part.Length), Parts(same.Save).Values.Sum(part => part.Length));
    }

    [Fact]
    public void TheLastUserCanBeForgotten()
    {
        string user = Someone();
        var rows = shop.Train.Rows;
        var own = rows.Select([.. Enumerable.Range(0, rows.Count).Where(row => rows["UserId"].TextAt(row) == user)]);
        using var only = SmallShop.TrainOn<string, string>(new TrainingSet(own), SmallShop.Quick with { Trainer = SmallShop.Quick.Trainer with { Epochs = 1 } });

        using var forgotten = only.Forget(user);

        Assert.DoesNotContain(Parts(forgotten.Save), part => Holds(part, Encoding.UTF8.GetBytes(user)));
    }

    [Fact]
    public void TimesOfTheUserAreForgotten()
    {
        string user = Someone();
        var pipeline = new PreprocessingPipeline { new TimeSinceLastEvent("At"), new CategoryVocabulary("UserId"), new CategoryVocabulary("ItemId") };
        using var known = SmallShop.TrainOn<string, string>(shop.Train, SmallShop.Quick with { Pipeline = pipeline, Trainer = SmallShop.Quick.Trainer with { Epochs = 1 } });
        Assert.Contains(user, known.Pipeline.ToJson(), StringComparison.Ordinal);
        using var forgotten = known.Forget(user);
        Assert.DoesNotContain(user, forgotten.Pipeline.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void AModelThatCannotForgetSaysSo()
    {
        var oneHot = new MlpRatingPredictorOptions { HiddenLayers = [4], Encoders = new Dictionary<string, FeatureEncoderOptions> { ["UserId"] = new OneHotEncoderOptions() } };
        using var known = SmallShop.TrainOn<string, string>(shop.Train, SmallShop.Quick with { Model = oneHot });
        var error = Assert.Throws<InvalidOperationException>(() => known.Forget(Someone()));
        Assert.Contains("Train again without", error.Message, StringComparison.Ordinal);

        using var histories = SmallShop.TrainOn<string, string>(shop.Train, RecommenderOptions.RatedHistory with { Trainer = SmallShop.Quick.Trainer });
        Assert.Throws<InvalidOperationException>(() => histories.Forget(Someone()));
    }

    public static TheoryData<string, RankingModelOptions> Rankers => new()
    {
        { "history", SmallRanking.Quick.Model },
        { "user's id", new SoftmaxRankerOptions { Scorer = new FactoredScorer { Dimension = 8, UserId = true, ResidualWidth = 0 }, Loss = new FullSoftmaxLoss() } },
        { "neumf", new NeuMfOptions() },
        { "ease", new EaseOptions() },
        { "user knn", new UserKnnOptions() },
        { "popularity", new PopularityOptions() },
    };

    [Theory]
    [MemberData(nameof(Rankers), DisableDiscoveryEnumeration = true)]
    public void ARankerForgetsToo(string name, RankingModelOptions model)
    {
        string user = Someone();
        using var known = SmallRanking.TrainOn<string, string>(shop.Train, SmallRanking.Quick with { Model = model });
        using var forgotten = known.Forget(user, TestContext.Current.CancellationToken);

        Assert.Contains(Parts(known.Save), part => Holds(part, Encoding.UTF8.GetBytes(user)));
        Assert.DoesNotContain(Parts(forgotten.Save), part => Holds(part, Encoding.UTF8.GetBytes(user)));
        Assert.Equal(known.UserCount - 1, forgotten.UserCount);
        Assert.Equal(SmallRanking.All(forgotten, "nobody ever"), SmallRanking.All(forgotten, user));
        if (name is "history" or "user's id" or "neumf")
        {
            foreach (string other in shop.Users.Where(id => id != user).Take(10)) Assert.Equal(SmallRanking.All(known, other), SmallRanking.All(forgotten, other));
        }
        else
        {
            // A baseline is what it would be had the user never been.
            var rows = shop.Train.Rows;
            using var never = SmallRanking.TrainOn<string, string>(new TrainingSet(rows.Select([.. Enumerable.Range(0, rows.Count).Where(row => rows["UserId"].TextAt(row) != user)])), SmallRanking.Quick with { Model = model });
            foreach (string other in shop.Users.Where(id => id != user).Take(10))
            {
                Assert.Equal(never.Recommend(other, 5).Select(r => r.Score), forgotten.Recommend(other, 5).Select(r => r.Score), (a, b) => Math.Abs(a - b) <= 1e-5 * Math.Max(1, Math.Abs(a)));
            }
        }
    }

    // Whose row is among the golden ones, so that all places are seen to.
    private string Someone() => shop.Recommender.Bundle.Golden["UserId"].TextAt(0)!;

    private static byte[] VectorOf(Recommender<string, string> recommender, string user)
    {
        var pipeline = recommender.Pipeline;
        int number = pipeline.Steps.OfType<FittedVocabulary>().Single(step => step.Column == "UserId").Vocabulary.IdOf(user);
        var table = recommender.Bundle.Model.Weights().Single(array => array.Name == "encoder.UserId.table.weight");
        int width = (int)table.Shape[1];
        return MemoryMarshal.AsBytes(table.ToArray<float>().AsSpan(number * width, width)).ToArray();
    }

    private static Dictionary<string, byte[]> Parts(Action<string> save)
    {
        using var folder = new Tensors.TemporaryFolder();
        string path = Path.Combine(folder.Path, "bundle.deeprec");
        save(path);
        using var archive = ZipFile.OpenRead(path);
        return archive.Entries.ToDictionary(entry => entry.FullName, entry =>
        {
            using var stream = entry.Open();
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            return bytes.ToArray();
        });
    }

    private static bool Holds(KeyValuePair<string, byte[]> part, byte[] bytes) => part.Value.AsSpan().IndexOf(bytes) >= 0;
}
