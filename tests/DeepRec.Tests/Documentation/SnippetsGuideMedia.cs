using DeepRec.Encoders;
using DeepRec.Models;
using Console = DeepRec.Tests.Documentation.CapturedConsole;

namespace DeepRec.Tests.Documentation;

/// <summary>The C# of docs/guide/images-and-audio.md.</summary>
internal static class SnippetsGuideMedia
{
    public sealed record Film([Item] string Id, [Categorical] string? Poster, [Categorical] string? Trailer, [Vector] float[]? Plot);

    public sealed record Visit(
        [User] int User, [Item] string Film, [Categorical] string? Poster, [Categorical] string? Trailer, [Vector] float[]? Plot);

    public static Dataset Read(IEnumerable<Film> films, Dataset ratings)
    {
        var pictures = new ThumbnailReader { Root = "posters" };
        var sounds = new SpectrogramReader { Root = "trailers", Seconds = 5 };
        var catalogue = pictures.Apply(Dataset.From(films), "Poster", out var report);
        catalogue = sounds.Apply(catalogue, "Trailer");
        Console.WriteLine(report);

        var rows = Dataset.Join(ratings, items: catalogue);
        return rows;
    }

    public static Recommender<int, string> Train(Dataset rows, ThumbnailReader pictures, SpectrogramReader sounds, TrainerOptions trainer)
    {
        var options = new RecommenderOptions
        {
            Model = new MlpRatingPredictorOptions
            {
                HiddenLayers = [32],
                Encoders = new Dictionary<string, FeatureEncoderOptions>
                {
                    ["Poster"] = pictures.CreateEncoder() with { Dimension = 16, ModalityDropout = 0.1 },
                    ["Trailer"] = sounds.CreateEncoder() with { Dimension = 16 },
                    ["Plot"] = new VectorEncoderOptions { Dimension = 16, Normalization = VectorNormalization.Length },
                },
            },
            Trainer = trainer,
        };
        return Recommender.Train<int, string>(new TrainingSet(rows), options);
    }

    public static float PredictUnseen(Recommender<int, string> recommender, ThumbnailReader pictures, SpectrogramReader sounds)
    {
        var visit = new Visit(User: 7, Film: "tomorrow", Poster: "new.png", Trailer: null, Plot: [0.2f, 0.9f]);
        float rating = recommender.Predict(sounds.Apply(pictures.Apply(Dataset.From([visit]), "Poster"), "Trailer"))[0];
        return rating;
    }
}
