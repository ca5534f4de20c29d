using DeepRec.Models;

namespace DeepRec.Quality;

/// <summary>What differs between kinds of data: the settings that were chosen on their validation parts (<c>--validation</c>), never on test rows.</summary>
internal sealed record RankingSettings
{
    /// <summary>Whether rows have an order in time.</summary>
    public required bool HasTime { get; init; }

    /// <summary>Whether items are ranked among given negatives, as in the paper on NCF.</summary>
    public bool IsSampled { get; init; }

    /// <summary>Whether there are too many items for a matrix of items by items to be inverted.</summary>
    public bool IsLarge { get; init; }

    /// <summary>What an item met one step earlier counts for, of nearest neighbours and of EASE.</summary>
    public double HistoryDecay { get; init; } = 0.7;

    /// <summary>λ of EASE.</summary>
    public double EaseRegularization { get; init; } = 50;

    /// <summary>Neighbours of item k-NN.</summary>
    public int Neighbors { get; init; } = 100;

    public RankingLoss Loss { get; init; } = new SampledSoftmaxLoss();

    public double Dropout { get; init; } = 0.3;

    public int BatchSize { get; init; } = 1024;

    public int Epochs { get; init; } = 16;

    /// <summary>Epochs of models of sequences: these learn faster than the pooled history does.</summary>
    public int SequenceEpochs { get; init; } = 8;

    /// <summary>Epochs of a model that learns from a few masked items of each sequence.</summary>
    public int MaskedEpochs { get; init; } = 15;

    /// <summary>Sequences a step of such a model.</summary>
    public int MaskedBatchSize { get; init; } = 128;

    /// <summary>The learning rate of such a model.</summary>
    public double MaskedLearningRate { get; init; } = 1e-3;

    /// <summary>How many items of a history such a model reads.</summary>
    public int MaskedLength { get; init; } = 20;

    /// <summary>How likely an item is masked.</summary>
    public double MaskShare { get; init; } = 0.3;

    /// <summary>By the layout and the size of the data.</summary>
    public static RankingSettings For(RankingSource source) => source.Layout switch
    {
        // NCF's MovieLens 1M and its kin: few items, long histories.
        "ncf" or "movielens" => new RankingSettings
        {
            HasTime = source.HasTime,
            IsSampled = source.Negatives is not null,
            HistoryDecay = 0.95,
            EaseRegularization = 1000,
            Dropout = 0.2,
            BatchSize = 4096,
            Epochs = 9,
            MaskedLength = 50,
            Loss = new SampledSoftmaxLoss { Negatives = 512, Sampling = new UniformSampling() },
        },
        _ => new RankingSettings { HasTime = source.HasTime, IsLarge = source.Train.Items!.Count > 20_000 },
    };
}
