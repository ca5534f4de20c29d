using DeepRec.Testing;

namespace DeepRec.Tests.Baselines;

public sealed class RatingBaselineTests
{
    private static readonly Row[] Few = [new("u1", "i1", 5), new("u1", "i2", 3), new("u2", "i1", 4), new("u3", "i2", 2), new("u3", "i1", 1)];

    private static TrainingSet Training => new(Dataset.From(Few));

    [Fact]
    public void TheGlobalMeanIsTheMeanOfTheLabelsForEveryone() =>
        Assert.Equal([3f, 3f, 3f], RatingBaseline.GlobalMean(Training).Predict(Dataset.From([new Row("u1", "i1", 0), new Row("new", null, 0), new Row(null, "new", 0)])));

    [Fact]
    public void TheItemMeanIsShrunkTowardsTheGlobalOne()
    {
        // i1: (2 + 1 − 2) / (3 + 5) = 0.125; i2: (0 − 1) / (2 + 5) = −1/7.
        float[] ratings = RatingBaseline.ItemMean(Training).Predict(Dataset.From([new Row("u1", "i1", 0), new Row("u9", "i2", 0), new Row("u1", "i9", 0)]));

        Near(ratings, 3.125, 3 - 1.0 / 7, 3);
    }

    [Fact]
    public void BiasesAreFittedInTurnItemsFirst()
    {
        // Without shrinkage, one pass. b_i1 = (2 + 1 − 2) / 3 = 1/3, b_i2 = (0 − 1) / 2 = −1/2;
        // b_u1 = ((2 − 1/3) + (0 + 1/2)) / 2 = 13/12, b_u2 = 1 − 1/3 = 2/3, b_u3 = ((−1 + 1/2) + (−2 − 1/3)) / 2 = −17/12.
        float[] ratings = RatingBaseline.UserItemBias(Training, userShrinkage: 0, itemShrinkage: 0, passes: 1)
            .Predict(Dataset.From([new Row("u1", "i2", 0), new Row("u2", "i2", 0), new Row("u3", "i2", 0), new Row("u9", "i1", 0), new Row("u2", null, 0)]));

        Near(ratings, 3 + 13.0 / 12 - 0.5, 3 + 2.0 / 3 - 0.5, 3 - 17.0 / 12 - 0.5, 3 + 1.0 / 3, 3 + 2.0 / 3);
    }

    [Fact]
    public void BiasesStayWithinTheLabels()
    {
        // 3 + 13/12 + 1/3 is below 5, 3 − 17/12 − 1/2 above 1: labels from 2 to 4 cut both.
        Row[] rows = [new("u1", "i1", 4), new("u1", "i1", 4), new("u1", "i1", 4), new("u2", "i2", 2), new("u2", "i2", 2), new("u2", "i2", 2)];
        float[] ratings = RatingBaseline.UserItemBias(new TrainingSet(Dataset.From(rows)), 0, 0, 3).Predict(Dataset.From([rows[0], rows[3]]));

        Assert.Equal([4f, 2f], ratings);
    }

    [Fact]
    public void OneStepOfTheFactorisationIsTheFormula()
    {
        // One rating of its own mean and unit: e = 0 − ⟨p, q⟩ at the start, as μ is the label and the unit is 1.
        var options = new MatrixFactorizationOptions { Dimension = 3, Epochs = 1, LearningRate = 0.1, Regularization = 0.5, InitialDeviation = 1, Seed = 7 };
        var rows = RatedRows.Of(new TrainingSet(Dataset.From([new Row("u", "i", 2)])));
        var before = new FactorDescent(rows, options);
        float[] p = [.. before.UserFactors], q = [.. before.ItemFactors];
        before.Run(TestContext.Current.CancellationToken);

        double e = -p.Zip(q, (a, b) => (double)a * b).Sum();
        Near(before.UserBias, 0.1 * e);
        Near(before.ItemBias, 0.1 * e);
        Near(before.UserFactors, [.. p.Zip(q, (a, b) => a + 0.1 * (e * b - 0.5 * a))]);
        Near(before.ItemFactors, [.. p.Zip(q, (a, b) => b + 0.1 * (e * a - 0.5 * b))]);
    }

    [Fact]
    public void TheFactorisationLearnsWhatBiasesCannot()
    {
        var board = AsymmetricCheckerboard.Create(users: 40, items: 40);
        var training = new TrainingSet(board.ToDataset());
        var options = new MatrixFactorizationOptions { Dimension = 8, Epochs = 200, LearningRate = 0.02, Regularization = 0.02 };

        double factors = RatingBaseline.MatrixFactorization(training, options, TestContext.Current.CancellationToken).Evaluate(board.ToHeldOutDataset()).MeanSquaredError;

        Assert.True(RatingBaseline.UserItemBias(training).Evaluate(board.ToHeldOutDataset()).MeanSquaredError > 0.14);
        Assert.InRange(factors, 0, 0.03);
    }

    [Fact]
    public void TheSeedDecidesTheFactorisation()
    {
        var options = new MatrixFactorizationOptions { Epochs = 3 };
        var one = RatingBaseline.MatrixFactorization(Training, options, TestContext.Current.CancellationToken).Predict(Training.Rows);

        Assert.Equal(one, RatingBaseline.MatrixFactorization(Training, options, TestContext.Current.CancellationToken).Predict(Training.Rows));
        Assert.NotEqual(one, RatingBaseline.MatrixFactorization(Training, options with { Seed = 43 }, TestContext.Current.CancellationToken).Predict(Training.Rows));
    }

    [Fact]
    public void TheFactorisationDoesNotDependOnTheScaleOfTheRatings()
    {
        var options = new MatrixFactorizationOptions { Dimension = 4, Epochs = 20 };
        var large = new TrainingSet(Dataset.From(Few.Select(row => row with { Rating = 1000 * row.Rating })));
        var ratings = RatingBaseline.MatrixFactorization(Training, options, TestContext.Current.CancellationToken).Predict(Training.Rows);

        Near(RatingBaseline.MatrixFactorization(large, options, TestContext.Current.CancellationToken).Predict(large.Rows), [.. ratings.Select(r => 1000.0 * r)]);
    }

    [Fact]
    public void RowsWithoutALabelTeachNothing()
    {
        var more = new TrainingSet(Dataset.From([.. Few, new Row("u1", "i1", null), new Row("u9", "i9", null)]));

        Assert.Equal(RatingBaseline.UserItemBias(Training).Predict(Training.Rows), RatingBaseline.UserItemBias(more).Predict(Training.Rows));
    }

    [Fact]
    public void RowsWithoutAnIdTeachWhatTheyHave()
    {
        // u1 alone: 5 − 3, without shrinkage; the mean of 5, 2 and 2 is 3.
        var training = new TrainingSet(Dataset.From([new Row("u1", null, 5), new Row(null, "i1", 2), new Row("u2", "i1", 2)]));
        float[] biases = RatingBaseline.UserItemBias(training, 0, 0, 1).Predict(Dataset.From([new Row("u1", null, 0), new Row(null, "i1", 0)]));
        float[] factors = RatingBaseline.MatrixFactorization(training, cancellationToken: TestContext.Current.CancellationToken).Predict(training.Rows);

        Assert.Equal([5f, 2f], biases);
        Assert.All(factors, rating => Assert.InRange(rating, 2, 5));
        Assert.True(factors[0] > 3 && factors[1] < 3);
    }

    [Fact]
    public void EqualLabelsAreNoDivisionByZero()
    {
        var training = new TrainingSet(Dataset.From([new Row("u", "i", 4), new Row("v", "i", 4)]));

        Assert.Equal([4f, 4f], RatingBaseline.MatrixFactorization(training, cancellationToken: TestContext.Current.CancellationToken).Predict(training.Rows));
    }

    [Fact]
    public void TheReportKnowsWhoWasMet()
    {
        var report = RatingBaseline.GlobalMean(Training).Evaluate(Dataset.From([new Row("u1", "i1", 4), new Row("u9", "i1", 1)]));

        Assert.Equal((2.5, 1.5), (report.MeanSquaredError, report.MeanAbsoluteError));
        Assert.Equal(4, report.Segments.Single(s => s.Name == "unknown users").Metrics.MeanSquaredError);
        Assert.Equal(2, report.Segments.Single(s => s.Name == "known items").Metrics.Count);
    }

    [Fact]
    public void TooHighALearningRateIsNamed()
    {
        var options = new MatrixFactorizationOptions { LearningRate = 5, InitialDeviation = 3 };
        var error = Assert.Throws<ArgumentException>(() => RatingBaseline.MatrixFactorization(Training, options, TestContext.Current.CancellationToken));

        Assert.Equal("The matrix factorisation runs away in epoch 1: LearningRate 5 is too high for Dimension 100 and Regularization 0.09. Lower it.", error.Message);
    }

    [Fact]
    public void WhatTheDataLacksIsNamed()
    {
        var noItem = new TrainingSet(Dataset.From([new NoItem("u", 1)]));
        var noLabels = new TrainingSet(Dataset.From([new Row("u", "i", null)]));

        Assert.StartsWith("The data has no item. Mark its column with [Item] or Feature.Item(\"name\").", Assert.Throws<ArgumentException>(() => RatingBaseline.GlobalMean(noItem)).Message, StringComparison.Ordinal);
        Assert.StartsWith("Column 'Rating': every label is missing.", Assert.Throws<ArgumentException>(() => RatingBaseline.GlobalMean(noLabels)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ItIsCancelledWithinAnEpoch()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();

        Assert.Throws<OperationCanceledException>(() => RatingBaseline.MatrixFactorization(Training, cancellationToken: source.Token));
    }

    private static void Near(float[] found, params double[] expected)
    {
        Assert.Equal(expected.Length, found.Length);
        Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 1e-6 * Math.Max(1, Math.Abs(pair.First))));
    }

    private sealed record Row([User] string? User, [Item] string? Item, [Label] float? Rating);

    private sealed record NoItem([User] string User, [Label] float Rating);
}
