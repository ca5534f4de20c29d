using DeepRec.Models;

namespace DeepRec.Quality;

/// <summary>The models that rank given a context, each with the settings that were chosen on the validation rows (<c>--validation</c>), never on test rows.</summary>
internal static class ContextModels
{
    public static IReadOnlyList<ContextModel> All { get; } =
    [
        new("popularity", Of(new PopularityOptions())),
        new("popularity-context", Of(new PopularityOptions { Segment = "daytime" })),
        new("own-items", Of(new PopularityOptions { Segment = "user" })),
        new("implicit-als", Of(new ImplicitAlsOptions())),
        new("softmax-ranker", Ranker()),
        new("softmax-ranker-context", Ranker()),
    ];

    /// <summary>The models of these names, in the order above; <c>all</c> is all.</summary>
    /// <exception cref="ArgumentException">There is no model of a name.</exception>
    public static IReadOnlyList<ContextModel> Named(IReadOnlyList<string> names)
    {
        string[] asked = [.. names.SelectMany(name => name.Split(','))];
        string? unknown = asked.FirstOrDefault(name => name != "all" && All.All(model => model.Name != name));
        if (unknown is not null) throw new ArgumentException($"There is no model '{unknown}'. There are {string.Join(", ", All.Select(model => model.Name))}, and all.");
        return [.. All.Where(model => asked.Contains("all") || asked.Contains(model.Name))];
    }

    private static RankingOptions Of(RankingModelOptions model) => new() { Model = model };

    private static RankingOptions Ranker()
    {
        var options = new RankingOptions();
        return options with
        {
            Model = new SoftmaxRankerOptions
            {
                Scorer = new FactoredScorer { UserId = true, History = null, ResidualWidth = 0, UserLayers = [256], Temperature = 0.1 },
                Loss = new FullSoftmaxLoss(),
            },
            Trainer = options.Trainer with { Epochs = 10 },
        };
    }
}
