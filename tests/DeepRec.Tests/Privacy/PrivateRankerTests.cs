using DeepRec.Encoders;
using DeepRec.Models;

namespace DeepRec.Tests.Privacy;

public sealed class PrivateRankerTests(SmallShop shop) : IClassFixture<SmallShop>
{
    private static readonly FactoredScorer Towers = new() { Dimension = 4, UserId = true, History = null, ResidualWidth = 0, Start = ItemStart.Random };

    private static readonly FactoredScorer Sequences = new() { Dimension = 4, History = new PooledHistoryOptions { Length = 5 }, ResidualWidth = 0, Start = ItemStart.Random };

    /// <summary>A training of one epoch without privacy.</summary>
    /// <param name="reads">Whether the ranker reads histories; else it has a table of users.</param>
    internal static RankingOptions Plain(bool reads) => new() { Model = new SoftmaxRankerOptions { Scorer = reads ? Sequences : Towers, Loss = new FullSoftmaxLoss() }, Trainer = new TrainerOptions { Epochs = 1 } };

    /// <summary>Who met what, and nothing else: towers are then a table each.</summary>
    internal static TrainingSet Pairs(TrainingSet rows) => new(new Dataset(new FeatureSchema([rows.Rows.Schema["UserId"], rows.Rows.Schema["ItemId"]]), [rows.Rows["UserId"], rows.Rows["ItemId"]]));

    /// <summary>A new ranker for the rows that one was trained on.</summary>
    internal static ItemRanker RankerOf(RankingRecommender<string, string> trained, bool reads) =>
        new SoftmaxRankerOptions { Scorer = (reads ? Sequences : Towers) with { Dropout = 0 } }.CreateDetached(trained.Bundle.Inputs, 3);

    /// <summary>Its training on them.</summary>
    internal static RankerTask TaskOf(RankingRecommender<string, string> trained, ItemRanker ranker)
    {
        var bundle = trained.Bundle;
        var data = new RankingData(bundle.Inputs, bundle.Interactions.Teaching(UserOf(bundle.Interactions), isTarget: null), bundle.Pipeline.Transform(new RequestRows(bundle.Pipeline.Schema, bundle.Users, bundle.Items).Compose([.. Enumerable.Range(0, bundle.Users.Count).Select(bundle.Users.IdAt)])));
        return new RankerTask(ranker, new FullSoftmaxLoss(), data, new RankingFit(BatchSize: 100_000));
    }

    private static RankingOptions Private(RankingModelOptions model, PrivacyUnit unit = PrivacyUnit.User) => new()
    {
        Model = model,
        Trainer = new TrainerOptions { Epochs = 2, BatchSize = 200, Privacy = new PrivacyOptions { Epsilon = 3, Delta = 1e-5, ClippingNorm = 0.5, Unit = unit, CryptographicNoise = false } },
    };

    private static RankingOptions Private(FactoredScorer scorer, PrivacyUnit unit = PrivacyUnit.User) => Private(new SoftmaxRankerOptions { Scorer = scorer, Loss = new FullSoftmaxLoss() }, unit);

    [Theory]
    [InlineData(false, PrivacyUnit.User)]
    [InlineData(false, PrivacyUnit.Example)]
    [InlineData(true, PrivacyUnit.User)]
    public void WhatWasSpentStandsInTheBundle(bool reads, PrivacyUnit unit)
    {
        using var folder = new Tensors.TemporaryFolder();
        string path = Path.Combine(folder.Path, "private.deeprec");
        using var trained = SmallRanking.TrainOn<string, string>(shop.Train, Private(reads ? Sequences : Towers, unit));
        trained.Save(path);
        using var loaded = Recommender.LoadRanking<string, string>(path);

        Assert.Equal(trained.Report!.Privacy, loaded.Privacy);
        Assert.Equal(unit, loaded.Privacy!.Unit);
        Assert.InRange(loaded.Privacy.Epsilon, 2.98, 3);
        Assert.Equal(SmallRanking.All(trained, shop.Shop.Users[0].UserId), SmallRanking.All(loaded, shop.Shop.Users[0].UserId));
    }

    [Theory]
    [InlineData(PrivacyUnit.User)]
    [InlineData(PrivacyUnit.Example)]
    public void AutogradGivesWhatTheFusedStepGives(PrivacyUnit unit)
    {
        var options = Private(Towers, unit);
        using var fused = SmallRanking.TrainOn<string, string>(Pairs(shop.Train), options);
        using var autograd = SmallRanking.TrainOn<string, string>(Pairs(shop.Train), options with { Trainer = options.Trainer with { Fused = FusedTraining.Never } });

        Assert.Equal((true, false), (fused.Report!.Fused, autograd.Report!.Fused));
        foreach (var (one, other) in fused.Bundle.Scorer.Export().Zip(autograd.Bundle.Scorer.Export()))
        {
            Assert.Equal(one.ToArray<float>(), other.ToArray<float>(), (a, b) => Math.Abs(a - b) <= 1e-3 * Math.Max(1, Math.Abs(a)));
        }
    }

    [Fact]
    public void WhoIsNotKnownIsTheMeanOfThoseWhoAre()
    {
        using var trained = SmallRanking.TrainOn<string, string>(shop.Train, Private(Towers));
        foreach (string name in (string[])["network.user.weight", "network.items.weight"])
        {
            var table = trained.Bundle.Scorer.Export().Single(array => array.Name == name);
            float[] weights = table.ToArray<float>();
            const int width = 4, known = (DeepRec.Preprocessing.Vocabulary.FirstBucket + 1) * width;
            for (int i = 0; i < width; i++) Assert.Equal(Enumerable.Range(0, (weights.Length - known) / width).Average(row => (double)weights[known + (row * width) + i]), weights[known - width + i], 1e-6);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void TheLossesOfUsersMakeThatOfAllRows(bool reads)
    {
        // The parts make the whole: each user's own mean loss, times the user's rows.
        using var trained = SmallRanking.TrainOn<string, string>(shop.Train, Plain(reads));
        using var ranker = RankerOf(trained, reads);
        ranker.eval(); // without dropout
        var task = TaskOf(trained, ranker);
        var bundle = trained.Bundle;
        var units = task.UnitsOf(PrivacyUnit.User);

        using var scope = TorchSharp.torch.NewDisposeScope();
        double parts = 0;
        int rows = 0;
        for (int user = 0; user < units.Count; user++)
        {
            var (loss, _, count) = task.LossOf(units[user], 0);
            parts += TensorMath.Number(loss) * count;
            rows += count;
        }

        task.BeginEpoch(0);
        var (whole, _, all) = task.Loss(0, 0);
        Assert.Equal(task.Rows, all);
        Assert.Equal(all, rows);
        Assert.Equal(TensorMath.Number(whole), parts / rows, 1e-5);
        Assert.InRange(units.Count, 40, bundle.Interactions.UserCount);
    }

    public static TheoryData<string, RankingOptions> Refusals => new()
    {
        { "FullSoftmaxLoss", Private(new SoftmaxRankerOptions { Scorer = Towers, Loss = new SampledSoftmaxLoss() }) },
        { "FullSoftmaxLoss", Private(new SoftmaxRankerOptions { Scorer = Towers, Loss = new InBatchSoftmaxLoss() }) },
        { "FullSoftmaxLoss", Private(new SoftmaxRankerOptions { Scorer = Towers, Loss = new BprLoss() }) },
        { "ItemStart.Random", Private(Sequences with { Start = ItemStart.Cooccurrence }) },
        { "Set Unit to User", Private(Sequences, PrivacyUnit.Example) },
        { "SoftmaxRanker", Private(new EaseOptions()) },
        { "does not cover", Private(new ItemAutoencoderOptions()) },
    };

    [Theory]
    [MemberData(nameof(Refusals), DisableDiscoveryEnumeration = true)]
    public void WhatIsNotCoveredIsRefusedWithTheCure(string cure, RankingOptions options)
    {
        var error = Assert.Throws<ArgumentException>(() => SmallRanking.TrainOn<string, string>(shop.Train, options));
        Assert.StartsWith("Private training", error.Message, StringComparison.Ordinal);
        Assert.Contains(cure, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnUpdateHidesNothing()
    {
        using var trained = SmallRanking.TrainOn<string, string>(shop.Train, Private(Towers));
        using var updated = trained.Update(shop.Test, new UpdateOptions { Epochs = 1 }, TestContext.Current.CancellationToken);
        Assert.NotNull(trained.Privacy);
        Assert.Null(updated.Privacy);
    }

    private static int[] UserOf(Interactions interactions)
    {
        var users = new int[interactions.Count];
        for (int user = 0; user < interactions.UserCount; user++) users.AsSpan(interactions.Offsets[user]..interactions.Offsets[user + 1]).Fill(user);
        return users;
    }
}
