using DeepRec.Models;
using DeepRec.Testing;

namespace DeepRec.Tests.Privacy;

/// <summary>
/// An attack on a model: whose rating it predicts well was among the training rows (Yeom et al., "Privacy Risk in Machine Learning: Analyzing the Connection to Overfitting", CSF 2018). Its measure is the chance
/// that a row of training has a smaller error than one that was held out, ½ where the attacker knows nothing, with the interval of Hanley and McNeil, "The Meaning and Use of the Area under a ROC Curve", Radiology 1982.
/// </summary>
public sealed class MembershipInferenceTests
{
    private static readonly RecommenderOptions Overfitted = new()
    {
        Model = new MlpRatingPredictorOptions { HiddenLayers = [32], EmbeddingDimension = 16, StandardizeLabel = true, Biases = true, InnerProduct = true },
        Trainer = new TrainerOptions { Epochs = 60, BatchSize = 100, Optimizer = new AdamOptions { LearningRate = 1e-2 } },
    };

    [Fact]
    public void ThePlainModelTellsMembersAndThePrivateOneDoesNot()
    {
        var shop = GeneratedShop.Create(new GeneratedShopOptions { Users = 100, Items = 60, Ratings = 2000 });
        var (members, others) = Split.Random(Dataset.Join(Dataset.From(shop.Ratings), Dataset.From(shop.Users), Dataset.From(shop.Items)), 0.5);

        var plain = Attack(Overfitted, members, others);
        var hidden = Attack(
            Overfitted with
            {
                Trainer = Overfitted.Trainer with
                {
                    BatchSize = 500,
                    Epochs = 20,
                    Privacy = new PrivacyOptions { Epsilon = 1, Delta = 1e-5, Unit = PrivacyUnit.Example, CryptographicNoise = false },
                },
            },
            members, others);

        Assert.True(plain.Lower > 0.6, $"plain: {plain}");
        Assert.True(hidden.Lower <= 0.5 && hidden.Upper >= 0.5, $"private: {hidden}");
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
