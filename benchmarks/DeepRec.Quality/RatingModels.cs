using DeepRec.Preprocessing;

namespace DeepRec.Quality;

/// <summary>The models, each with its settings: the one place where they stand. Chosen on validation parts (<c>--validation</c>), never on test rows.</summary>
internal static class RatingModels
{
    /// <summary>The simplest first.</summary>
    public static IReadOnlyList<RatingModel> All { get; } =
    [
        new("global-mean", (split, _, _) => RatingBaseline.GlobalMean(split.Train).Evaluate(split.Test)),
        new("item-mean", (split, _, _) => RatingBaseline.ItemMean(split.Train).Evaluate(split.Test)),
        new("user-item-bias", (split, _, _) => RatingBaseline.UserItemBias(split.Train).Evaluate(split.Test)),
        new("biased-mf", (split, _, seed) => RatingBaseline.MatrixFactorization(split.Train, new MatrixFactorizationOptions { Seed = seed }).Evaluate(split.Test)),
        new("mlp-article", (split, pipeline, seed) => Train(RecommenderOptions.Article, split, pipeline, seed)),
        new("mlp-recommended", (split, pipeline, seed) => Train(RecommenderOptions.Recommended, split, pipeline, seed)),
    ];

    /// <summary>The models of these names, in the order above; <c>all</c> is all.</summary>
    /// <exception cref="ArgumentException">There is no model of a name.</exception>
    public static IReadOnlyList<RatingModel> Named(IReadOnlyList<string> names)
    {
        string[] asked = [.. names.SelectMany(name => name.Split(','))];
        string? unknown = asked.FirstOrDefault(name => name != "all" && All.All(model => model.Name != name));
        if (unknown is not null) throw new ArgumentException($"There is no model '{unknown}'. There are {string.Join(", ", All.Select(model => model.Name))}, and all.");
        return [.. All.Where(model => asked.Contains("all") || asked.Contains(model.Name))];
    }

    private static RatingReport Train(RecommenderOptions options, DataSplit split, PreprocessingPipeline? pipeline, int seed)
    {
        using var recommender = Recommender.Train<string, string>(split.Train, options with { Pipeline = pipeline, Trainer = options.Trainer with { Seed = seed } });
        return recommender.Evaluate(split.Test);
    }
}
