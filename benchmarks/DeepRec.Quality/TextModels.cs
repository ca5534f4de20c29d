using DeepRec.Encoders;
using DeepRec.Models;
using DeepRec.Preprocessing;

namespace DeepRec.Quality;

/// <summary>The one model with each of the ways to read the text: the one place where its settings stand. Chosen on validation items (<c>--validation</c>), never on test rows.</summary>
internal static class TextModels
{
    public static TextModel Without { get; } = new("none", null);

    public static IReadOnlyList<TextModel> All { get; } =
    [
        new("bag", new TextBagEncoderOptions { Dimension = 4 }),
        new("cnn", new TextCnnEncoderOptions { Dimension = 4, TokenDimension = 16, Filters = 16 }),
        new("gru", new TextGruEncoderOptions { Dimension = 4, TokenDimension = 16, Hidden = 16 }),
        new("transformer", new TextTransformerEncoderOptions { Dimension = 4, TokenDimension = 16 }),
    ];

    /// <summary>The ways of these names, in the order above; <c>all</c> is all.</summary>
    /// <exception cref="ArgumentException">There is none of a name.</exception>
    public static IReadOnlyList<TextModel> Named(IReadOnlyList<string> names)
    {
        string[] asked = [.. names.SelectMany(name => name.Split(','))];
        string? unknown = asked.FirstOrDefault(name => name != "all" && All.All(model => model.Name != name));
        if (unknown is not null) throw new ArgumentException($"There is no way '{unknown}' to read text. There are {string.Join(", ", All.Select(model => model.Name))}, and all.");
        return [.. All.Where(model => asked.Contains("all") || asked.Contains(model.Name))];
    }

    /// <summary>Learns from training rows.</summary>
    public static FittedRatings Fit(TextModel model, Dataset train, int seed)
    {
        var options = RecommenderOptions.Recommended;
        var network = (MlpRatingPredictorOptions)options.Model;
        // Items to be rated were never seen: with and without text, no item has an id of its own. What is left is linear: a user's bias, and the text's vector.
        var pipeline = new PreprocessingPipeline { new CategoryVocabulary("user"), new CategoryVocabulary("item") { MinimumCount = int.MaxValue } };
        if (model.Encoder is not null) pipeline.Add(new TextVocabulary("text") { Tokens = new TextTokens { MaximumLength = 4096 } });
        var recommender = Recommender.Train<string, string>(new TrainingSet(Columns(model, train)), options with
        {
            Pipeline = pipeline,
            Model = network with { HiddenLayers = [], InnerProduct = false, Encoders = model.Encoder is null ? new Dictionary<string, FeatureEncoderOptions>() : new() { ["text"] = model.Encoder } },
            Trainer = options.Trainer with { Seed = seed, EmbeddingRegularization = 3, Optimizer = new AdamWOptions { LearningRate = 5e-3, WeightDecay = 3 } },
        });
        return new FittedRatings(rows => recommender.Predict(Columns(model, rows)), recommender);
    }

    private static Dataset Columns(TextModel model, Dataset rows) => model.Encoder is null ? rows.Without("text") : rows;
}
