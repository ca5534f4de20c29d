using DeepRec.Encoders;
using DeepRec.Models;

namespace DeepRec.Quality;

/// <summary>The models that rank, each with its settings: the one place where they stand.</summary>
internal static class RankingModels
{
    /// <summary>The simplest first.</summary>
    public static IReadOnlyList<RankingModel> All { get; } =
    [
        new("popularity", _ => Of(new PopularityOptions())),
        new("item-knn", s => Of(new ItemKnnOptions { Neighbors = s.Neighbors })),
        new("item-knn-time", s => s.HasTime ? Of(new ItemKnnOptions { Neighbors = s.Neighbors, HistoryDecay = s.HistoryDecay }) : null),
        new("user-knn", s => s.IsLarge ? null : Of(new UserKnnOptions())),
        new("ease", s => s.IsLarge ? null : Of(Ease(s, decay: 1))),
        new("ease-time", s => s.IsLarge || !s.HasTime ? null : Of(Ease(s, s.HistoryDecay))),
        new("ease-time-refit", s => s.IsLarge || !s.HasTime ? null : Of(Ease(s, s.HistoryDecay))),
        new("gf-cf", _ => Of(new GfCfOptions())),
        new("implicit-als", _ => Of(new ImplicitAlsOptions())),
        new("neumf-refit", s => s.IsSampled ? NeuMf() : null),
        new("item-autoencoder", s => s.IsLarge ? Autoencoder(new ItemAutoencoderOptions { Temperature = 0.15 }) : null),
        new("autoencoder-neighbors-blend", s => s.IsLarge ? Autoencoder(new BlendOptions
        {
            // The weight is that of the recipe that this follows, which saw the test rows of Gowalla: fixed before these were looked at here.
            Parts =
            [
                new BlendPart { Model = new ItemAutoencoderOptions { Temperature = 0.15 } },
                new BlendPart { Model = new GfCfOptions { LowFrequencies = 0 }, Weight = 2, Transform = BlendTransform.Logarithm },
            ],
        }) : null),
        new("softmax-mf", s => Trained(s, Factored(s) with { UserId = true, History = null, ResidualWidth = 0, Temperature = 0.15 })),
        new("softmax-ranker-time", s => s.HasTime ? Trained(s, Factored(s)) : null),
        new("softmax-ranker-time-refit", s => s.HasTime ? Trained(s, Factored(s)) : null),
        new("gru4rec-time", s => s.HasTime ? Sequences(s, new Gru4RecOptions()) : null),
        new("caser-time", s => s.HasTime ? Sequences(s, new CaserOptions()) : null),
        new("nextitnet-time", s => s.HasTime ? Trained(s with { Epochs = s.SequenceEpochs }, Factored(s) with { History = new DilatedConvolutionHistoryOptions { Dropout = s.Dropout }, ResidualWidth = 0 }) : null),
        new("sasrec-time", s => s.HasTime ? Sequences(s, new SasRecOptions()) : null),
        new("bert4rec-time", s => s.HasTime ? Masked(s) : null),
        new("ranker-ease-time-blend", s => s.HasTime && !s.IsLarge ? Blend(s) : null),
    ];

    /// <summary>The models of these names, in the order above; <c>all</c> is all.</summary>
    /// <exception cref="ArgumentException">There is no model of a name.</exception>
    public static IReadOnlyList<RankingModel> Named(IReadOnlyList<string> names)
    {
        string[] asked = [.. names.SelectMany(name => name.Split(','))];
        string? unknown = asked.FirstOrDefault(name => name != "all" && All.All(model => model.Name != name));
        if (unknown is not null) throw new ArgumentException($"There is no model '{unknown}'. There are {string.Join(", ", All.Select(model => model.Name))}, and all.");
        return [.. All.Where(model => asked.Contains("all") || asked.Contains(model.Name))];
    }

    private static RankingOptions Of(RankingModelOptions model) => new() { Model = model };

    private static EaseOptions Ease(RankingSettings settings, double decay) => new() { Regularization = settings.EaseRegularization, HistoryDecay = decay };

    // As the paper trains it, and on all rows but those tested on: each part by Adam, then the whole by stochastic gradient descent.
    private static RankingOptions NeuMf() => new()
    {
        Model = new NeuMfOptions { Factors = 32 },
        Trainer = new TrainerOptions { BatchSize = 1024, Epochs = 5, Optimizer = new SgdOptions { LearningRate = 0.01 } },
    };

    private static RankingOptions Autoencoder(RankingModelOptions model) => new()
    {
        Model = model,
        Trainer = new TrainerOptions { BatchSize = 512, Epochs = 50, Optimizer = new AdamOptions { LearningRate = 4e-3 } },
    };

    // Cosine + EASE, as they are: the ranker's scores are cosines divided by the temperature.
    private static RankingOptions Blend(RankingSettings settings)
    {
        var scorer = Factored(settings);
        var ranker = Trained(settings, scorer);
        return ranker with
        {
            Model = new BlendOptions { Parts = [new BlendPart { Model = ranker.Model, Weight = scorer.Temperature }, new BlendPart { Model = Ease(settings, settings.HistoryDecay) }] },
        };
    }

    private static FactoredScorer Factored(RankingSettings settings)
    {
        var scorer = new FactoredScorer();
        return scorer with { Dropout = settings.Dropout, History = scorer.History! with { Dropout = settings.Dropout } };
    }

    private static RankingOptions Sequences(RankingSettings settings, SequenceRankerOptions model) => Trained(settings with { Epochs = settings.SequenceEpochs }, model with { Dropout = settings.Dropout, Loss = settings.Loss });

    // Batches of sequences, each of which teaches a few items an epoch: smaller ones than those of interactions, more epochs and smaller steps.
    private static RankingOptions Masked(RankingSettings settings)
    {
        var model = new Bert4RecOptions { Length = settings.MaskedLength, MaskShare = settings.MaskShare };
        var options = Sequences(settings with { SequenceEpochs = settings.MaskedEpochs, BatchSize = settings.MaskedBatchSize }, model);
        return options with { Trainer = options.Trainer with { Optimizer = new AdamOptions { LearningRate = settings.MaskedLearningRate, Beta2 = 0.98 } } };
    }

    private static RankingOptions Trained(RankingSettings settings, FactoredScorer scorer) => Trained(settings, new SoftmaxRankerOptions { Scorer = scorer, Loss = settings.Loss });

    private static RankingOptions Trained(RankingSettings settings, ItemRankerOptions model)
    {
        var options = new RankingOptions();
        return options with
        {
            Model = model,
            Trainer = options.Trainer with { BatchSize = settings.BatchSize, Epochs = settings.Epochs },
        };
    }
}
