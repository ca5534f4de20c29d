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
}
