namespace DeepRec.Tests;

public sealed class RecommenderTests(SmallShop shop) : IClassFixture<SmallShop>
{
    private readonly Recommender<string, string> _recommender = shop.Recommender;

    public static TheoryData<string?> Users => new("u0", "nobody", "", null);

    [Theory]
    [MemberData(nameof(Users))]
    public void APredictionIsFiniteAndWithinTheLabels(string? user)
    {
        foreach (string? item in new[] { "i0", SmallShop.Unrated[0], "nothing", "", null })
        {
            Assert.InRange(_recommender.Predict(user, item), shop.LeastLabel, shop.GreatestLabel);
        }
    }

    [Fact]
    public void AMissingUserIsScoredAsAnUnknownOne() => Assert.Equal(_recommender.Predict("nobody", "i0"), _recommender.Predict(null, "i0"), 1e-5f);

    [Fact]
    public void BlanksAroundAnIdDoNotCount() => Assert.Equal(_recommender.Predict("u0", "i0"), _recommender.Predict(" u0 ", "i0\t"));

    [Fact]
    public void AllRowsAreScoredAsEachAlone()
    {
        float[] together = _recommender.Predict(shop.Test);

        Assert.Equal(shop.Test.Count, together.Length);
        for (int row = 0; row < together.Length; row += 7) Assert.Equal(together[row], _recommender.Predict(shop.Test.Select([row]))[0], 1e-5f);
    }

    [Fact]
    public void RowObjectsAreScoredAsTheDataset()
    {
        var rows = shop.Shop.Rows.Take(20).ToArray();

        Assert.Equal(_recommender.Predict(Dataset.From(rows)), _recommender.Predict(rows));
    }

    [Fact]
    public void RowsWithoutALabelAreScoredTheSame() => Assert.Equal(_recommender.Predict(shop.Test), _recommender.Predict(shop.Test.Without("Value")));

    [Fact]
    public void NoRowsGiveNoPredictions() => Assert.Empty(_recommender.Predict(shop.Test.Select([])));

    [Fact]
    public void ARowIsScoredAsItsUserItemAndContext()
    {
        float[] together = _recommender.Predict(shop.Test);
        for (int row = 0; row < 20; row++)
        {
            var context = new Dictionary<string, object?> { ["Device"] = shop.Test["Device"].TextAt(row) };
            Assert.Equal(together[row], _recommender.Predict(shop.Test["UserId"].TextAt(row), shop.Test["ItemId"].TextAt(row), context), 1e-5f);
        }
    }

    [Theory]
    [MemberData(nameof(Users))]
    public void AScoreIsThePredictionOfThePair(string? user)
    {
        var context = new Dictionary<string, object?> { ["Device"] = "tablet" };
        var recommended = _recommender.Recommend(user, 100, new RecommendOptions<string> { Context = context, IncludeRated = true });

        Assert.Equal(_recommender.ItemCount, recommended.Count);
        Assert.All(recommended, r => Assert.Equal(_recommender.Predict(user, r.Item, context), r.Score, 1e-5f));
    }

    [Fact]
    public void TheBestComesFirst()
    {
        var scores = _recommender.Recommend("u3", 30).Select(r => r.Score).ToArray();

        Assert.Equal(30, scores.Length);
        Assert.Equal(scores.OrderDescending(), scores);
        Assert.True(scores[0] > scores[^1]);
    }

    [Fact]
    public void FewerAreTheFirstOfMore() => Assert.Equal(_recommender.Recommend("u3", 30).Take(7), _recommender.Recommend("u3", 7));

    [Fact]
    public void WhatAUserRatedIsLeftOut()
    {
        var rated = shop.RatedBy("u1");
        var recommended = _recommender.Recommend("u1", 1000).Select(r => r.Item).ToArray();

        Assert.NotEmpty(rated);
        Assert.Equal(_recommender.ItemCount - rated.Count, recommended.Length);
        Assert.Equal(recommended.Length, recommended.Distinct().Count());
        Assert.DoesNotContain(recommended, rated.Contains);
    }

    [Fact]
    public void WhatAUserRatedComesWhenAskedFor() => Assert.Superset(
        shop.RatedBy("u1").ToHashSet(), _recommender.Recommend("u1", 1000, new RecommendOptions<string> { IncludeRated = true }).Select(r => r.Item).ToHashSet());

    [Fact]
    public void ExcludedItemsAreLeftOutAndUnknownOnesDoNoHarm()
    {
        var all = _recommender.Recommend("u2", 1000).Select(r => r.Item).ToArray();
        var recommended = _recommender.Recommend("u2", 1000, new RecommendOptions<string> { Exclude = [all[0], all[3], "no such item", all[0]] }).Select(r => r.Item);

        Assert.Equal(all.Where((_, i) => i is not (0 or 3)), recommended);
    }

    [Fact]
    public void OnlyAllowedItemsComeOnceEachAndUnknownOnesArePassedOver()
    {
        var all = _recommender.Recommend("u2", 1000);
        string rated = shop.RatedBy("u2").First();
        var recommended = _recommender.Recommend("u2", 10, new RecommendOptions<string> { Allow = [all[9].Item, "no such item", all[4].Item, all[9].Item, rated] });

        Assert.Equal([all[4].Item, all[9].Item], recommended.Select(r => r.Item));
    }

    [Fact]
    public void AllowedAndExcludedIsExcluded() =>
        Assert.Empty(_recommender.Recommend("nobody", 10, new RecommendOptions<string> { Allow = ["i1"], Exclude = ["i1"] }));

    [Fact]
    public void NothingAllowedIsNothingRecommended() => Assert.Empty(_recommender.Recommend("u2", 10, new RecommendOptions<string> { Allow = [] }));

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void ACountBelowOneIsRefused(int count) => Assert.Throws<ArgumentOutOfRangeException>(() => _recommender.Recommend("u1", count));

    [Theory]
    [InlineData("u1", ColdStartRung.Known, ColdStartRung.UnknownItem)]
    [InlineData("nobody", ColdStartRung.UnknownUser, ColdStartRung.UnknownUserAndItem)]
    public void TheRungSaysWhatTheScoreLeansOn(string user, ColdStartRung rated, ColdStartRung unrated)
    {
        var recommended = _recommender.Recommend(user, 1000);

        Assert.Equal(SmallShop.Unrated, recommended.Where(r => r.Rung == unrated).Select(r => r.Item).Order());
        Assert.All(recommended.Where(r => !SmallShop.Unrated.Contains(r.Item)), r => Assert.Equal(rated, r.Rung));
    }

    [Fact]
    public void AnUnratedItemsOwnFeaturesCount()
    {
        float[] unrated = [.. SmallShop.Unrated.Select(item => _recommender.Predict("u0", item))];

        Assert.NotEqual(unrated[0], unrated[1]);
        Assert.Equal(_recommender.Predict("u0", "nothing"), _recommender.Predict("u0", "nothing either"), 1e-5f);
    }

    [Fact]
    public void AnUnknownNameInTheContextIsNamed()
    {
        var error = Assert.Throws<ArgumentException>(() => _recommender.Predict("u1", "i1", new Dictionary<string, object?> { ["Colour"] = "red" }));

        Assert.StartsWith("'Colour' is not a context or user feature. Those that can be given: Device, At, Age, Gender, Region.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Price")]
    [InlineData("ItemId")]
    [InlineData("UserId")]
    [InlineData("Value")]
    public void TheContextSaysNothingOfItemIdsAndLabels(string name) => Assert.Throws<ArgumentException>(
        () => _recommender.Recommend("u1", 3, new RecommendOptions<string> { Context = new Dictionary<string, object?> { [name] = 1 } }));

    [Fact]
    public void AContextValueOfAWrongTypeIsNamed()
    {
        var error = Assert.Throws<DatasetException>(() => _recommender.Predict("u1", "i1", new Dictionary<string, object?> { ["Age"] = "forty" }));

        Assert.Equal(("Age", "forty"), (error.Column, error.Value));
    }

    [Fact]
    public void ACategoryThatIsNewIsNormalLife()
    {
        var context = new Dictionary<string, object?> { ["Device"] = "fridge", ["Region"] = "the moon", ["Age"] = null };

        Assert.InRange(_recommender.Predict("u1", "i1", context), shop.LeastLabel, shop.GreatestLabel);
        Assert.Equal(5, _recommender.Recommend("nobody", 5, new RecommendOptions<string> { Context = context }).Count);
    }

    [Fact]
    public void WhatTheContextSaysOfAKnownUserCounts()
    {
        var user = shop.Shop.Users.First(u => u.UserId == "u4");
        float known = _recommender.Predict("u4", "i1");

        Assert.Equal(known, _recommender.Predict("u4", "i1", new Dictionary<string, object?> { ["Region"] = user.Region, ["Gender"] = user.Gender }), 1e-6f);
        Assert.NotEqual(known, _recommender.Predict("u4", "i1", new Dictionary<string, object?> { ["Region"] = "the moon", ["Age"] = 99 }));
    }

    [Fact]
    public void ManyThreadsGetTheSameAnswersToTheBit()
    {
        string?[] users = [.. shop.Shop.Users.Select(u => u.UserId), null, "nobody"];
        var options = new RecommendOptions<string> { Context = new Dictionary<string, object?> { ["Device"] = "phone" } };
        var expected = users.Select(user => _recommender.Recommend(user, 5, options)).ToArray();
        float[] predicted = [.. users.Select(user => _recommender.Predict(user, "i7"))];
        var failures = new System.Collections.Concurrent.ConcurrentQueue<string>();

        var threads = Enumerable.Range(0, 8).Select(number => new Thread(() =>
        {
            for (int call = 0; call < 200; call++)
            {
                int user = (call * 31 + number * 7) % users.Length;
                try
                {
                    bool same = call % 2 == 0
                        ? _recommender.Recommend(users[user], 5, options).SequenceEqual(expected[user])
                        : BitConverter.SingleToInt32Bits(_recommender.Predict(users[user], "i7")) == BitConverter.SingleToInt32Bits(predicted[user]);
                    if (!same) failures.Enqueue($"thread {number}, call {call}: another answer");
                }
                catch (Exception e)
                {
                    failures.Enqueue(e.Message);
                }
            }
        })).ToArray();
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();

        Assert.Empty(failures);
    }

    [Fact]
    public void ADeconstructedRecommendationIsItemAndScore()
    {
        var best = _recommender.Recommend("u1", 1)[0];
        var (item, score) = best;

        Assert.Equal((best.Item, best.Score), (item, score));
    }

    [Fact]
    public void AfterDisposalItSaysSo()
    {
        var recommender = SmallShop.TrainOn<string, string>(shop.Train, SmallShop.Quick with { Trainer = SmallShop.Quick.Trainer with { Epochs = 1 } });
        recommender.Dispose();
        recommender.Dispose();

        Assert.Throws<ObjectDisposedException>(() => recommender.Predict("u1", "i1"));
        Assert.Throws<ObjectDisposedException>(() => recommender.Recommend("u1"));
        Assert.Throws<ObjectDisposedException>(() => recommender.Recommend("u1", options: new RecommendOptions<string> { Allow = [] }));
        Assert.Throws<ObjectDisposedException>(() => recommender.Save("never.deeprec"));
    }

    [Fact]
    public async Task TrainingOnThePoolGivesTheSame()
    {
        using var other = await Recommender.TrainAsync<string, string>(shop.Train, SmallShop.Quick, TestContext.Current.CancellationToken);

        Assert.Equal(_recommender.Predict(shop.Test), other.Predict(shop.Test));
    }

    [Fact]
    public void ACancelledTrainingEnds() =>
        Assert.Throws<OperationCanceledException>(() => Recommender.Train<string, string>(shop.Train, SmallShop.Quick, new CancellationToken(canceled: true)));
}
