using DeepRec.Encoders;
using DeepRec.Models;
using DeepRec.Preprocessing;
using Microsoft.Extensions.AI;

namespace DeepRec.Tests.Documentation;

/// <summary>The C# of docs/guide/text.md.</summary>
internal static class SnippetsGuideText
{
    public record Opinion([User] string User, [Item] string Item, [Label] float Rating, [Text(About = FeatureRole.ItemFeature)] string? Description);

    public static async Task<Dataset> Vectors(Dataset ratings, Dataset items, IEmbeddingGenerator<string, Embedding<float>> generator, Dictionary<string, float[]> cache)
    {
        var withVectors = await items.WithEmbeddingsAsync("Description", generator, cache: cache);
        var rows = Dataset.Join(ratings, items: withVectors.Without("Description"));
        return rows;
    }

    public static float[] Train(TrainingSet train)
    {
        var pipeline = new PreprocessingPipeline
        {
            new DropInvalidRows(),
            new CategoryVocabulary("User"),
            new CategoryVocabulary("Item"),
            new TextVocabulary("Description") { MinimumCount = 2, Tokens = new TextTokens { LongestNGram = 4 } },
        };
        var options = RecommenderOptions.Recommended with
        {
            Pipeline = pipeline,
            Model = new MlpRatingPredictorOptions
            {
                HiddenLayers = [16],
                Biases = true,
                InnerProduct = true,
                EmbeddingDimension = 8,
                Encoders = new Dictionary<string, FeatureEncoderOptions> { ["Description"] = new TextCnnEncoderOptions { MaximumLength = 64 } },
            },
        };
        using var recommender = Recommender.Train<string, string>(train, options);
        recommender.Save("text.deeprec");
        return recommender.Predict(train.Rows);
    }
}
