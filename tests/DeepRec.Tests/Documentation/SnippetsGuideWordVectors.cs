using DeepRec.Encoders;
using DeepRec.Models;
using DeepRec.Preprocessing;

namespace DeepRec.Tests.Documentation;

/// <summary>The C# of docs/guide/text.md about vectors from a file.</summary>
internal static class SnippetsGuideWordVectors
{
    public static RecommenderOptions Words(TrainingSet train)
    {
        var tokens = new TextTokens();
        var vectors = WordVectors.Load("words.vec", onlyFor: train.Rows.Column<CategoryColumn>("Description").Values.SelectMany(tokens.Of));
        var options = RecommenderOptions.Recommended with
        {
            Pipeline = new PreprocessingPipeline
            {
                new DropInvalidRows(),
                new CategoryVocabulary("User"),
                new CategoryVocabulary("Item"),
                new TextVocabulary("Description") { Tokens = tokens, Vectors = vectors },
            },
            Model = new MlpRatingPredictorOptions
            {
                HiddenLayers = [16],
                EmbeddingDimension = 8,
                Encoders = new Dictionary<string, FeatureEncoderOptions> { ["Description"] = new TextBagEncoderOptions { Dimension = vectors.Width, FreezeVectors = true } },
            },
        };
        return options;
    }

    public static Dataset Sentences(Dataset ratings, Dataset items)
    {
        var sentences = WordVectors.Load("descriptions.vec");
        var withSentences = items.WithVectors("Description", sentences).WithVectors("Item", WordVectors.Load("items.vec"), name: "Graph");
        var rows = Dataset.Join(ratings, items: withSentences.Without("Description"));
        return rows;
    }
}
