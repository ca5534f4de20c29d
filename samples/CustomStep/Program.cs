// A preprocessing step of one's own: a cross of two categories. A linear model cannot see that the south likes a category of goods
// that the north dislikes; with one category for each pair of region and category it can.
using DeepRec;
using DeepRec.Models;
using DeepRec.Preprocessing;
using DeepRec.Testing;

BundleTypes.RegisterStep<Cross>("samples-cross"); // the step's name in a saved file

var shop = GeneratedShop.Create(new GeneratedShopOptions { Users = 500, Items = 200, Ratings = 30_000 });
var (train, test) = Split.Random(shop.ToDataset(), testFraction: 0.2, seed: 42);

using var without = Train(PreprocessingPipeline.Default(train.Schema));

// The cross reads raw text, so that it stands before the default steps, and gets a vocabulary of its own.
var pipeline = new PreprocessingPipeline { new Cross("Region", "Category"), new CategoryVocabulary("Region×Category") };
foreach (var step in PreprocessingPipeline.Default(train.Schema)) pipeline.Add(step);
using var with = Train(pipeline);

Console.WriteLine(FormattableString.Invariant($"linear model              MSE {without.Evaluate(test).MeanSquaredError:F4}"));
Console.WriteLine(FormattableString.Invariant($"linear model with a cross MSE {with.Evaluate(test).MeanSquaredError:F4}"));

string path = Path.Combine(Path.GetTempPath(), $"custom-step-{Guid.NewGuid():N}.deeprec");
with.Save(path);
using var loaded = Recommender.Load<string, string>(path);
File.Delete(path);
Console.WriteLine($"after saving and loading  same predictions: {loaded.Predict(test).SequenceEqual(with.Predict(test))}");

Recommender<string, string> Train(PreprocessingPipeline steps) => Recommender.Train<string, string>(train, new RecommenderOptions
{
    Pipeline = steps,
    Model = new MlpRatingPredictorOptions { HiddenLayers = [], EmbeddingDimension = 1 },
    Trainer = new TrainerOptions { Epochs = 15, Optimizer = new AdamOptions { LearningRate = 5e-3 } },
});

// The step: a record whose properties are its settings. It learns nothing; one that learns derives from PreprocessingStep and returns such a record.
internal sealed record Cross(string First, string Second) : FittedStep
{
    public override Dataset Transform(Dataset rows)
    {
        var (first, second) = (rows.Column<CategoryColumn>(First), rows.Column<CategoryColumn>(Second));
        var codes = new int[rows.Count];
        for (int row = 0; row < codes.Length; row++)
        {
            bool isMissing = first.IsMissing(row) || second.IsMissing(row);
            codes[row] = isMissing ? CategoryColumn.Missing : first.Codes[row] * second.Values.Count + second.Codes[row];
        }

        string[] pairs = [.. first.Values.SelectMany(a => second.Values.Select(b => $"{a}×{b}"))];
        return rows.With(Feature.Category($"{First}×{Second}", FeatureRole.Context), new CategoryColumn(codes, pairs));
    }
}
