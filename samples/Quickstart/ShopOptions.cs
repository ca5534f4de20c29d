using DeepRec;
using DeepRec.Encoders;
using DeepRec.Models;
using DeepRec.Preprocessing;

namespace Quickstart;

/// <summary>The recommended settings, fitted to this shop on a validation part of its training rows.</summary>
internal static class ShopOptions
{
    public static RecommenderOptions Create(IProgress<TrainingProgress> progress) => RecommenderOptions.Recommended with
    {
        // Tastes differ between groups of age and price: in bands the network finds them sooner than in plain numbers.
        Pipeline =
        [
            new DropInvalidRows(),
            .. new[] { "UserId", "Gender", "Region", "ItemId", "Category", "Brand", "Device" }.Select(column => new CategoryVocabulary(column)),
            Bucketize.Given("Age", 25, 35, 45, 55, 65),
            Bucketize.Quantile("Price", 4),
        ],

        // More steps for a larger network without dropout, because what is to be found are crosses of features; short embeddings, held back
        // more, because 48 noisy ratings a user tell little of the user alone.
        Model = new MlpRatingPredictorOptions
        {
            HiddenLayers = [64, 32],
            EmbeddingDimension = 2,
            Biases = true,
            InnerProduct = true,
            Initialization = WeightInitialization.FanInUniform,
        },
        Trainer = RecommenderOptions.Recommended.Trainer with
        {
            Epochs = 18,
            BatchSize = 250,
            EmbeddingRegularization = 1,
            Optimizer = new AdamWOptions { LearningRate = 2e-3, WeightDecay = 0.1 },
        },
        Progress = progress,
    };
}
