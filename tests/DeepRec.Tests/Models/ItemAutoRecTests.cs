using DeepRec.Encoders;
using DeepRec.Models;
using DeepRec.Preprocessing;
using static TorchSharp.torch;

namespace DeepRec.Tests.Models;

public sealed class ItemAutoRecTests
{
    private static readonly FeatureInput[] Inputs = [new("user", FeatureInputKind.Id, FeatureRole.User, 6, []), new("item", FeatureInputKind.Id, FeatureRole.Item, 6, [])];

    // Item 3 has 5 of user 3 and 1 of user 4; item 4 has 4 of user 4. Mean 3, deviation 2: c is 1, −1 and 0.5.
    private static readonly Dataset Rows = RowsOf([3, 4, 4], [3, 3, 4], [5, 1, 4]);

    [Fact]
    public void AWorkedValue()
    {
        TorchRuntime.EnsureLoaded();
        using var scope = NewDisposeScope();
        using var model = Filled(new ItemAutoRecOptions { HiddenUnits = 2, Activation = Activation.Identity, HiddenShare = 0 });
        model.train();

        // h_3 = (0.1, 0) + (0.2, 0.4) − (0.1, 0) = (0.2, 0.4), h_4 = (0.1, 0) + 0.5 · (0.1, 0) = (0.15, 0); w_3 = (1, 0), w_4 = (0, 1), b = (…, 0.5, 0)
        // r̂ = 3 + 2 · (0.2 + 0.5), 3 + 2 · 0.4, 3 + 2 · 0
        Near.Equal((float[])[4.4f, 3.8f, 3], Values(model.call(FeatureBatch.Of(Rows, Inputs))));
        Near.Equal((double[])[(0.36 + 7.84 + 1) / 3], [TensorMath.Number(model.Loss(FeatureBatch.Of(Rows, Inputs)))], 1e-5);
    }

    [Fact]
    public void ScoringReadsWhatTrainingRowsSaid()
    {
        TorchRuntime.EnsureLoaded();
        using var scope = NewDisposeScope();
        using var model = Filled(new ItemAutoRecOptions { HiddenUnits = 2, Activation = Activation.Identity });
        model.FillUnmet(Rows);
        model.eval();

        // user 4 of item 3; user 3 of item 4, which he did not rate; of item 5, which nobody rated: h = (0.1, 0)
        // user 5 is the mean of the training rows: w = (1/3, 2/3), b = 1/6; padding says the mean
        Near.Equal(
            (float[])[3.8f, 3 + 2 * 0.65f, 3 + 2 * 0.6f, 3 + 2 * (0.2f / 3 + 0.4f * 2 / 3 + 0.5f / 3), 3],
            Values(model.call(FeatureBatch.Of(RowsOf([4, 3, 3, 5, 0], [3, 4, 5, 3, 3], new float[5]), Inputs))));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void RowsScoreAloneAsTheyDoTogether(int size)
    {
        TorchRuntime.EnsureLoaded();
        using var scope = NewDisposeScope();
        using var model = Filled(new ItemAutoRecOptions { HiddenUnits = 2 });
        model.FillUnmet(Rows);
        model.eval();
        var all = RowsOf([3, 4, 5, 2, 1, 0, 4], [3, 3, 4, 5, 1, 2, 0], new float[7]);
        float[] together = Values(model.call(FeatureBatch.Of(all, Inputs)));

        Near.Equal(together, [.. Enumerable.Range(0, 7).Chunk(size).SelectMany(rows => Values(model.call(FeatureBatch.Of(all.Select(rows), Inputs))))]);
    }

    [Fact]
    public void WhatIsHiddenIsPredictedAllTheSame()
    {
        TorchRuntime.EnsureLoaded();
        var observed = ObservedRatings.Of([3, 4, 4], [3, 3, 4], [5, 1, 4], new RatingScale(3, 2));
        using var step = StepRandom.Begin(1);
        var hidden = observed.Hide(0.5);

        Assert.Equal([1f, -1, 0.5f], observed.Values);
        Assert.All(hidden.Values.Zip(observed.Values), pair => Assert.True(pair.First == 0 || pair.First == 2 * pair.Second));
        Assert.Equal((observed.Users, observed.Offsets), (hidden.Users, hidden.Offsets));
    }

    [Fact]
    public void RatingsOfNobodyInParticularAreNotRead()
    {
        var observed = ObservedRatings.Of([2, 4, 1, 4], [3, 3, 2, 2], [5, 1, 5, 5], new RatingScale(3, 2));

        Assert.Equal([0f, -1, 0, 0], observed.Values);
        Assert.Equal([0, 2, 4], observed.Offsets);
    }

    [Fact]
    public void BothIdsAreNeeded()
    {
        var error = Assert.Throws<ArgumentException>(() => new ItemAutoRecOptions().Create(new ModelInputs([Inputs[1]], new LabelStatistics(3, 2, 1, 5, [])), 1));
        Assert.Equal("An autoencoder of ratings needs the user's id as an input. Give its column a vocabulary.", error.Message);
    }

    [Fact]
    public void OptionsCheckThemselves()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new ItemAutoRecOptions { HiddenUnits = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ItemAutoRecOptions { HiddenShare = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ItemAutoRecOptions { HiddenShare = double.NaN });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ItemAutoRecOptions { Activation = (Activation)99 });
    }

    [Fact]
    public void HeldBackRowsAreScoredByTheTrainingRowsAlone()
    {
        var ratings = Enumerable.Range(0, 400).Select(k => (User: 3 + (k % 19), Item: 3 + (k / 19))).ToArray();
        var rows = new Dataset(
            new FeatureSchema([Feature.User("user"), Feature.Item("item"), Feature.Label("rating")]),
            [new IdColumn([.. ratings.Select(r => r.User)], 22), new IdColumn([.. ratings.Select(r => r.Item)], 25), new NumberColumn([.. ratings.Select(r => (r.User + r.Item) % 2 == 0 ? 5f : 1f)])]);
        FeatureInput[] inputs = [new("user", FeatureInputKind.Id, FeatureRole.User, 22, []), new("item", FeatureInputKind.Id, FeatureRole.Item, 25, [])];
        int[] held = [.. Enumerable.Range(0, 400).Where(k => k % 5 == 0)];
        using var model = new ItemAutoRecOptions { HiddenUnits = 16 }.CreateDetached(new ModelInputs(inputs, LabelStatistics.Of(rows)), 1);

        var report = new Trainer(new TrainerOptions { Epochs = 40, BatchSize = 64, Patience = 40, Optimizer = new AdamOptions { LearningRate = 0.01 } })
            .Train(model, new TrainingData(rows.Select([.. Enumerable.Range(0, 400).Except(held)]), inputs, rows.Select(held)), cancellationToken: TestContext.Current.CancellationToken);

        Assert.InRange(report.History[^1].ValidationLoss!.Value, 0, 0.5); // 4 by the mean
    }

    private static RatingPredictor Filled(ItemAutoRecOptions options)
    {
        var model = options.CreateDetached(new ModelInputs(Inputs, new LabelStatistics(3, 2, 1, 5, [])), 1);
        Set("encoder", [0, 0, 0, 0, 0, 0, 0.2f, 0.4f, 0.1f, 0, 9, 9]);
        Set("hidden_bias", [0.1f, 0]);
        Set("decoder", [0, 0, 0, 0, 0, 0, 1, 0, 0, 1, 9, 9]);
        Set("bias", [0, 0, 0, 0.5f, 0, 9]);
        return model;

        void Set(string name, float[] values) => values.CopyTo(TensorMemory.Span<float>(model.get_parameter(name)!));
    }

    private static Dataset RowsOf(int[] users, int[] items, float[] ratings) => new(
        new FeatureSchema([Feature.User("user"), Feature.Item("item"), Feature.Label("rating")]), [new IdColumn(users, 6), new IdColumn(items, 6), new NumberColumn(ratings)]);

    private static float[] Values(Tensor tensor) => TensorMemory.ToFloats(tensor);
}
