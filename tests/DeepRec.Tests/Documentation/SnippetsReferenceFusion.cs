using DeepRec.Encoders;
using DeepRec.Models;
using DeepRec.Preprocessing;
using static DeepRec.Tests.Documentation.Examples;
using Console = DeepRec.Tests.Documentation.CapturedConsole;

namespace DeepRec.Tests.Documentation;

/// <summary>The C# of docs/reference: fusion, DeepFm, DeepCrossNetwork, log-loss. Each method is named after the type that it shows.</summary>
internal static class SnippetsReferenceFusion
{
    public static MlpRatingPredictorOptions ConcatenationFusionExample()
    {
        var model = new MlpRatingPredictorOptions { Fusion = new ConcatenationFusion() };
        return model;
    }

    public static MlpRatingPredictorOptions GatedSumFusionExample()
    {
        var model = new MlpRatingPredictorOptions { Fusion = new GatedSumFusion { Dimension = 16, Gate = FusionGate.Softmax } };
        return model;
    }

    public static MlpRatingPredictorOptions AttentionFusionExample()
    {
        var model = new MlpRatingPredictorOptions { Fusion = new AttentionFusion { Dimension = 32, Heads = 2, SelfAttention = true } };
        return model;
    }

    public static MlpRatingPredictorOptions FactorizationFusionExample()
    {
        var model = new MlpRatingPredictorOptions { Fusion = new FactorizationFusion { Dimension = 16 } };
        return model;
    }

    public static MlpRatingPredictorOptions CrossFusionExample()
    {
        var model = new MlpRatingPredictorOptions { Fusion = new CrossFusion { Layers = 2, Rank = 16 } };
        return model;
    }

    public static DeepFmOptions LogisticLossExample()
    {
        var options = new DeepFmOptions { Loss = new LogisticLoss() };
        return options;
    }

    public static void DeepFmExample()
    {
        var training = Events(new Event("u1", "i1", 1, Price: 2), new Event("u2", "i1", 0, Price: 3), new Event("u2", "i2", 1, Price: 9));
        var pipeline = new PreprocessingPipeline { new CategoryVocabulary("User"), new CategoryVocabulary("Item"), new Standardize("Price") };
        var inputs = new ModelInputs(pipeline.Fit(training).Inputs, new LabelStatistics(Mean: 0.67f, StandardDeviation: 0.47f, Minimum: 0, Maximum: 1, Levels: [0, 1]));
        using var model = new DeepFmOptions { Dimension = 4, HiddenLayers = [8], Loss = new LogisticLoss() }.Create(inputs, seed: 42);

        Console.WriteLine(model.Summary());
    }

    public static void DeepCrossNetworkExample()
    {
        var training = Events(new Event("u1", "i1", 1, Price: 2), new Event("u2", "i1", 0, Price: 3), new Event("u2", "i2", 1, Price: 9));
        var pipeline = new PreprocessingPipeline { new CategoryVocabulary("User"), new CategoryVocabulary("Item"), new Standardize("Price") };
        var inputs = new ModelInputs(pipeline.Fit(training).Inputs, new LabelStatistics(Mean: 0.67f, StandardDeviation: 0.47f, Minimum: 0, Maximum: 1, Levels: [0, 1]));
        using var model = new DeepCrossNetworkOptions { EmbeddingDimension = 4, CrossLayers = 2, Rank = 3, HiddenLayers = [8], Structure = CrossStructure.Parallel, Loss = new LogisticLoss() }.Create(inputs, seed: 42);

        Console.WriteLine(model.Summary());
    }
}
