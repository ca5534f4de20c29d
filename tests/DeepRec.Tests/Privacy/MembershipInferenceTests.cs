using DeepRec.Models;
using DeepRec.Testing;

namespace DeepRec.Tests.Privacy;

/// <summary>
/// An attack on a model: whose rating it predicts well was among the training rows (Yeom et al., "Privacy Risk in Machine Learning: Analyzing the Connection to Overfitting", CSF 2018). Its measure is the chance
/// that a row of training has a smaller error than one that was held out, ½ where the attacker knows nothing. Members and others are halves of the same rows, cut at random, and each half is once the one and once
/// the other, so that nothing but membership can tell them apart. The interval is that of Hanley and McNeil, "The Meaning and Use of the Area under a ROC Curve", Radiology 1982, for one model, as an attacker has one.
/// </summary>
public sealed class MembershipInferenceTests
{
    private static readonly RecommenderOptions Overfitted = new()
    {
        Model = new MlpRatingPredictorOptions { HiddenLayers = [32], EmbeddingDimension = 16, StandardizeLabel = true, Biases = true, InnerProduct = true },
        Trainer = new TrainerOptions { Epochs = 60, BatchSize = 100, Optimizer = new AdamOptions { LearningRate = 1e-2 } },
    };

    [Fact]
    public void APlainModelTellsMembersAndAPrivateOneDoesNot()
    {
        var shop = GeneratedShop.Create(new GeneratedShopOptions { Users = 100, Items = 60, Ratings = 2000 });
        var rows = Dataset.Join(Dataset.From(shop.Ratings), Dataset.From(shop.Users), Dataset.From(shop.Items));
        var hiding = Overfitted with
        {
            Trainer = Overfitted.Trainer with { BatchSize = 500, Epochs = 20, Privacy = new PrivacyOptions { Epsilon = 1, Delta = 1e-5, Unit = PrivacyUnit.Example, CryptographicNoise = false } },
        };

        Assert.All(BothWays(Overfitted, rows, seed: 1), plain => Assert.True(plain.Lower > 0.6, $"plain: {plain}"));
        var hidden = Enumerable.Range(1, 5).SelectMany(seed => BothWays(hiding, rows, seed)).ToArray();
        Assert.All(hidden[..2], one => Assert.True(one.Lower <= 0.5 && one.Upper >= 0.5, $"private: {one}"));
        Assert.InRange(hidden.Average(one => one.Area), 0.49, 0.51); // ten models tell a little more than none: ε = 1 allows e / (1 + e) = 0.73
    }

    private static (double Area, double Lower, double Upper)[] BothWays(RecommenderOptions options, Dataset rows, int seed)
    {
        var (first, second) = Split.Random(rows, 0.5, seed);
        var seeded = options with { Trainer = options.Trainer with { Seed = seed } };
        return [Attack(seeded, first, second), Attack(seeded, new TrainingSet(second), first.Rows)];
    }

    // The area under the curve and its interval of 95 %.
    private static (double Area, double Lower, double Upper) Attack(RecommenderOptions options, TrainingSet members, Dataset others)
    {
        using var recommender = SmallShop.TrainOn<string, string>(members, options);
        float[] inside = Errors(recommender, members.Rows), outside = Errors(recommender, others);
        double area = inside.Sum(e => outside.Sum(o => e < o ? 1.0 : e == o ? 0.5 : 0)) / ((double)inside.Length * outside.Length);
        double q1 = area / (2 - area), q2 = 2 * area * area / (1 + area);
        double error = Math.Sqrt(((area * (1 - area)) + ((inside.Length - 1) * (q1 - (area * area))) + ((outside.Length - 1) * (q2 - (area * area)))) / ((double)inside.Length * outside.Length));
        return (area, area - (1.96 * error), area + (1.96 * error));
    }

    private static float[] Errors(Recommender<string, string> recommender, Dataset rows) =>
        [.. recommender.Predict(rows).Zip(SmallShop.Labels(rows), (predicted, label) => Math.Abs(predicted - label))];
}
