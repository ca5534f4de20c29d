using DeepRec.Models;

namespace DeepRec.Tests.Documentation;

/// <summary>The C# of the rankers and their losses of docs/reference. Each method is named after the type that it shows.</summary>
internal static class SnippetsReferenceRanking
{
    public static RankingOptions[] SoftmaxRankerExample()
    {
        RankingOptions deep = new(); // the factored scorer with learned recency, sampled softmax
        RankingOptions factorisation = new() { Model = new SoftmaxRankerOptions { Scorer = new FactoredScorer { UserId = true, History = null, ResidualWidth = 0 } } };
        RankingOptions linear = new()
        {
            Model = new SoftmaxRankerOptions
            {
                Scorer = new JointScorer { HiddenLayers = [], Crosses = [new FeatureCross("Segment", "Brand")] },
                Loss = new FullSoftmaxLoss(),
            },
        };
        return [deep, factorisation, linear];
    }

    public static RankingLoss FullSoftmaxLossExample()
    {
        RankingLoss loss = new FullSoftmaxLoss { LabelSmoothing = 0.2 };
        return loss;
    }

    public static RankingLoss SampledSoftmaxLossExample()
    {
        RankingLoss loss = new SampledSoftmaxLoss { Negatives = 1024, Sampling = new PopularitySampling { Exponent = 0.5 } };
        return loss;
    }

    public static RankingLoss InBatchSoftmaxLossExample()
    {
        RankingLoss loss = new InBatchSoftmaxLoss();
        return loss;
    }

    public static RankingLoss BprLossExample()
    {
        RankingLoss loss = new BprLoss { Negatives = 1 };
        return loss;
    }

    public static RankingLoss HingeLossExample()
    {
        RankingLoss loss = new HingeLoss { Negatives = 2, Margin = 1 };
        return loss;
    }

    public static RankingLoss WarpLossExample()
    {
        RankingLoss loss = new WarpLoss { Negatives = 10, Margin = 1 };
        return loss;
    }

    public static RankingLoss BinaryCrossEntropyLossExample()
    {
        RankingLoss loss = new BinaryCrossEntropyLoss { Negatives = 4 };
        return loss;
    }

    public static NegativeSampling[] NegativeSamplingExample()
    {
        NegativeSampling[] kinds = [new UniformSampling(), new LogUniformSampling(), new PopularitySampling { Exponent = 0.75, Smoothing = 1 }];
        return kinds;
    }

    public static RankingOptions NeuMfOptionsExample()
    {
        RankingOptions options = new()
        {
            Model = new NeuMfOptions { Factors = 32, Pretraining = new NeuMfPretraining { Epochs = 20, LearningRate = 0.001 } },
            Trainer = new TrainerOptions { BatchSize = 256, Epochs = 20, Optimizer = new SgdOptions { LearningRate = 0.001 } },
        };
        return options;
    }

    public static RankingOptions ItemAutoencoderOptionsExample()
    {
        RankingOptions options = new()
        {
            Model = new ItemAutoencoderOptions { Dimension = 64 },
            Trainer = new TrainerOptions { BatchSize = 512, Epochs = 50, Optimizer = new AdamOptions { LearningRate = 4e-3 } },
        };
        return options;
    }

    public static RankingModelOptions BlendOptionsExample()
    {
        RankingModelOptions options = new BlendOptions
        {
            Parts =
            [
                new BlendPart { Model = new ItemAutoencoderOptions() },
                new BlendPart { Model = new GfCfOptions { LowFrequencies = 0 }, Weight = 2, Transform = BlendTransform.Logarithm, Epsilon = 0.001 },
            ],
        };
        return options;
    }
}
