namespace DeepRec.Tests;

public enum Weekday
{
    Monday, Tuesday, Wednesday, Thursday, Friday,
}

public readonly record struct ArticleNumber(string Country, int Number);

public sealed class RecommenderIdTests
{
    private sealed record Visit<TUser, TItem>([User] TUser User, [Item] TItem Item, [Label] float Value);

    private sealed record MaybeVisit([User] Weekday? User, [Item] Guid? Item, [Label] float? Value);

    [Fact]
    public void TextComesBack() => ComeBack(i => $"user {i}", i => $"Ä{i}");

    [Fact]
    public void WholeNumbersComeBack() => ComeBack(i => i - 2, i => long.MaxValue - i);

    [Fact]
    public void GuidsComeBack() => ComeBack(i => new Guid(i, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11), i => new Guid(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, (byte)i));

    [Fact]
    public void EnumsComeBack() => ComeBack(i => (Weekday)i, i => (DayOfWeek)i);

    [Fact]
    public void RecordStructsComeBack() => ComeBack(i => new ArticleNumber("DE", i), i => new ArticleNumber("FR", -i));

    [Fact]
    public void TuplesComeBack() => ComeBack(i => (i, "a"), i => ("b", i));

    [Fact]
    public void IdsThatMayBeMissingComeBack()
    {
        var items = Enumerable.Range(0, 5).Select(i => new Guid(i, 0, 0, new byte[8])).ToArray();
        var rows = Enumerable.Range(0, 25).Select(i => new MaybeVisit((Weekday)(i / 5), items[i % 5], i % 3)).Append(new MaybeVisit(null, items[0], 1)).Append(new MaybeVisit(Weekday.Monday, null, 1));
        using var recommender = SmallShop.TrainOn<Weekday, Guid>(new TrainingSet(Dataset.From(rows)), Short);

        Assert.Equal((5, 5), (recommender.UserCount, recommender.ItemCount));
        Assert.All(recommender.Recommend(Weekday.Friday, 9, new RecommendOptions<Guid> { IncludeRated = true }), r => Assert.Equal(ColdStartRung.Known, r.Rung));
        Assert.Equal(2, recommender.RemovedRows.Sum(r => r.Rows));
    }

    [Fact]
    public void IdsOfAnotherTypeThanStatedAreRefusedBeforeTraining()
    {
        var rows = new TrainingSet(Dataset.From(Visits(i => $"u{i}", i => i)));

        var error = Assert.Throws<ArgumentException>(() => SmallShop.TrainOn<int, int>(rows, Short));
        Assert.StartsWith("Column 'User': 'u0' is no Int32.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void IdsInAnotherFormThanTheirTypesAreRefused()
    {
        var rows = new TrainingSet(Dataset.From(Visits(i => i, i => $"00{i}")));

        var error = Assert.Throws<ArgumentException>(() => SmallShop.TrainOn<int, int>(rows, Short));
        Assert.StartsWith("Column 'Item': '001' is '1' as Int32.", error.Message, StringComparison.Ordinal);
    }

    private static RecommenderOptions Short => SmallShop.Quick with { Trainer = SmallShop.Quick.Trainer with { Epochs = 1 } };

    private static IEnumerable<Visit<TUser, TItem>> Visits<TUser, TItem>(Func<int, TUser> user, Func<int, TItem> item) =>
        Enumerable.Range(0, 25).Where(i => i % 6 != 0).Select(i => new Visit<TUser, TItem>(user(i / 5), item(i % 5), i % 4));

    private static void ComeBack<TUser, TItem>(Func<int, TUser> user, Func<int, TItem> item)
        where TUser : notnull
        where TItem : notnull
    {
        using var recommender = SmallShop.TrainOn<TUser, TItem>(new TrainingSet(Dataset.From(Visits(user, item))), Short);
        using var folder = new Tensors.TemporaryFolder();
        recommender.Save(folder.File("ids.deeprec"));
        using var loaded = Recommender.Load<TUser, TItem>(folder.File("ids.deeprec"));

        foreach (var each in new[] { recommender, loaded })
        {
            Assert.Equal((5, 5), (each.UserCount, each.ItemCount));
            for (int i = 0; i < 5; i++)
            {
                // User i rated all items but item i.
                var recommended = Assert.Single(each.Recommend(user(i), 10));
                Assert.Equal(item(i), recommended.Item);
                Assert.Equal(ColdStartRung.Known, recommended.Rung);
                Assert.Equal(each.Predict(user(i), item(i)), recommended.Score, 1e-5f);
            }
        }
    }
}
