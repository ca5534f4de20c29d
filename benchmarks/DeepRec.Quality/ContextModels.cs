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
        new("own-items-blend", Blend()),
        new("own-items-blend-context", Blend()),
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

    // The context's vectors are added to the user's. Hidden layers of 256 in the request's tower were worse: NDCG@10 0.4472 against 0.5040 on the validation rows.
    private static RankingOptions Ranker()
    {
        var options = new RankingOptions();
        return options with { Model = Vectors(), Trainer = options.Trainer with { Epochs = 15 } };
    }

    // What a user used most, and the same ranker in fewer and larger steps.
    private static RankingOptions Blend() => new()
    {
        Model = new BlendOptions
        {
            Parts = [new BlendPart { Model = Vectors() }, new BlendPart { Model = new PopularityOptions { Segment = "user" }, Transform = BlendTransform.Logarithm }],
        },
        Trainer = new TrainerOptions { BatchSize = 2048, Epochs = 10, Optimizer = new AdamOptions { LearningRate = 4e-3, Beta2 = 0.98 } },
    };

    private static SoftmaxRankerOptions Vectors() => new()
    {
        Scorer = new FactoredScorer { UserId = true, History = null, ResidualWidth = 0, Temperature = 0.05 },
        Loss = new SampledSoftmaxLoss { Negatives = 1024, Sampling = new UniformSampling() },
    };
}
