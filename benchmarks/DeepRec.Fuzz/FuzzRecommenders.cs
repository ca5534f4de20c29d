using DeepRec.Encoders;
using DeepRec.Models;
using DeepRec.Preprocessing;

namespace DeepRec.Fuzz;

/// <summary>Small recommenders, trained in a moment, that between them use every step, encoder and part of the model.</summary>
internal static class FuzzRecommenders
{
    public const int Users = 9, Items = 8;

    /// <summary>Ratings whose values are a function of the row's number.</summary>
    public static TrainingSet Rows() => new(Dataset.From(Enumerable.Range(0, 120).Select(i =>
    {
        int user = i * 7 % Users, item = i * 5 % Items;
        return new FuzzRow(
            $"u{user}", user % 4 == 0 ? null : 20 + (3 * user), user % 3 == 0 ? null : $"city-{user % 4}", $"i{item}", item % 5 == 0 ? [] : ["new", $"tag-{item % 3}"],
            item % 4 == 1 ? null : 1.5f * item, item % 3 == 0 ? null : new DateTime(2020, 1 + item, 3, item, 0, 0, DateTimeKind.Utc), i % 6 == 0 ? null : i % 2 == 0 ? "phone" : "desk", 1 + ((user + (2 * item)) % 5));
    })));

    /// <summary>The default pipeline and few parts.</summary>
    public static Recommender<string, string> Plain() => Train(RecommenderOptions.Article with { Model = new MlpRatingPredictorOptions { HiddenLayers = [3], EmbeddingDimension = 2 } });

    /// <summary>Every step and every encoder.</summary>
    public static Recommender<string, string> Rich() => Train(new RecommenderOptions
    {
        Pipeline = new PreprocessingPipeline
        {
            new DropInvalidRows(), new CategoryVocabulary("UserId"), new CategoryVocabulary("ItemId"), new HashCategory("City", 3), new CategoryVocabulary("Tags"),
            new FillMissing("Price") { AddIndicator = true }, new LogTransform("Price"), new Clip("Price", 0, 3), new ScaleToRange("Price"),
            new Standardize("Age"), Bucketize.Quantile("Age", 3),
            new TimeFeatures("Released"), new FillMissing("Device", FillStrategy.MostFrequent), new CategoryVocabulary("Device"),
        },
        Model = new MlpRatingPredictorOptions
        {
            HiddenLayers = [4],
            EmbeddingDimension = 2,
            Output = RatingOutput.ScaledSigmoid,
            Encoders = new Dictionary<string, FeatureEncoderOptions> { ["Device"] = new OneHotEncoderOptions(), ["Released.cyclic"] = new TimeEncoderOptions { Dimension = 2 } },
        },
    });

    /// <summary>Every part of the model: normalised layers, an ordinal head, biases, an inner product.</summary>
    public static Recommender<string, string> Deep() => Train(new RecommenderOptions
    {
        Pipeline = new PreprocessingPipeline { new DropInvalidRows(), new CategoryVocabulary("UserId"), new CategoryVocabulary("ItemId"), new SplitCategories("City"), new HashCategory("City", 2), new Winsorize("Age"), new FillMissing("Age") },
        Model = new MlpRatingPredictorOptions
        {
            HiddenLayers = [3, 2],
            Normalization = LayerNormalization.Batch,
            Activation = Activation.Gelu,
            EmbeddingDimension = 2,
            Biases = true,
            InnerProduct = true,
            Loss = new OrdinalLoss(),
        },
    });

    /// <summary>Vectors: a grid for most items, a direction for most rows.</summary>
    public static Recommender<string, string> Seeing()
    {
        var rows = Rows().Rows.Without("City").Without("Tags").Without("Released").Without("Price").Without("Age");
        var items = rows.Column<CategoryColumn>("ItemId");
        var covers = new VectorColumn([.. items.Codes.ToArray().Select(code => code == 0 ? VectorColumn.Missing : code)], [.. Enumerable.Range(0, Items * 12).Select(i => MathF.Sin(i))], width: 12);
        var moods = new VectorColumn([.. Enumerable.Range(0, rows.Count).Select(row => (row % 4) - 1)], [1, 0, 0, 1, -1, 0.5f], width: 2);
        return Train(
            new RecommenderOptions
            {
                Model = new MlpRatingPredictorOptions
                {
                    HiddenLayers = [3],
                    EmbeddingDimension = 2,
                    Encoders = new Dictionary<string, FeatureEncoderOptions>
                    {
                        ["Cover"] = new GridCnnEncoderOptions(channels: 3, height: 2, width: 2) { Filters = [2, 3], Dimension = 2, ModalityDropout = 0.2 },
                        ["Mood"] = new VectorEncoderOptions { Normalization = VectorNormalization.Length, Dimension = 2 },
                    },
                },
            },
            rows.With(Feature.Vector("Cover", 12, FeatureRole.ItemFeature), covers).With(Feature.Vector("Mood", 2, FeatureRole.Context), moods));
    }

    /// <summary>The article's model over categories alone, which another program can encode from the vocabularies.</summary>
    public static Recommender<string, string> Article() => Train(RecommenderOptions.Article with
    {
        Pipeline = new PreprocessingPipeline { new DropInvalidRows(), new CategoryVocabulary("UserId"), new CategoryVocabulary("ItemId"), new CategoryVocabulary("City"), new CategoryVocabulary("Device") },
        Model = new MlpRatingPredictorOptions { EmbeddingDimension = 8, ClampToLabelRange = false },
    }, Rows().Rows.Without("Age").Without("Price"));

    /// <summary>Numbers as they come, on no scale: they can overflow the model.</summary>
    public static Recommender<string, string> Unscaled() => Train(new RecommenderOptions
    {
        Pipeline = new PreprocessingPipeline { new DropInvalidRows(), new CategoryVocabulary("UserId"), new CategoryVocabulary("ItemId") },
        Model = new MlpRatingPredictorOptions { HiddenLayers = [3, 3], Activation = Activation.Elu, EmbeddingDimension = 2, ClampToLabelRange = false },
    });

    private static Recommender<string, string> Train(RecommenderOptions options, Dataset? rows = null) =>
        Recommender.Train<string, string>(rows is null ? Rows() : new TrainingSet(rows), options with { Trainer = new TrainerOptions { Epochs = 1, BatchSize = 40 } });
}
