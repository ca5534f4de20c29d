using DeepRec.Encoders;
using DeepRec.Fuzz;
using DeepRec.Models;
using DeepRec.Preprocessing;
using DeepRec.Tests.Bundles;
using TorchSharp;

namespace DeepRec.Tests;

/// <summary>Counts the tensors of the whole process, so that nothing else may run meanwhile.</summary>
[CollectionDefinition(nameof(TensorLeakTests), DisableParallelization = true)]
[Collection(nameof(TensorLeakTests))]
public sealed class TensorLeakTests(SmallShop shop) : IClassFixture<SmallShop>
{
    [Fact]
    public void AThousandRequestsLeaveNoTensorBehind()
    {
        shop.Recommender.Recommend("u0");
        long before = Count();
        for (int i = 0; i < 500; i++)
        {
            shop.Recommender.Predict($"u{i % 70}", $"i{i % 60}");
            shop.Recommender.Recommend($"u{i % 70}", 3);
        }

        Assert.Equal(before, torch.Tensor.TotalCount);
    }

    [Fact]
    public void EvaluationSavingAndAFailedRequestLeaveNoTensorBehind()
    {
        using var folder = new Tensors.TemporaryFolder();
        shop.Recommender.Evaluate(shop.Test);
        long before = Count();
        for (int i = 0; i < 10; i++)
        {
            shop.Recommender.Evaluate(shop.Test);
            shop.Recommender.Save(folder.File("shop.deeprec"));
            Assert.ThrowsAny<ArgumentException>(() => shop.Recommender.Predict(shop.Test.Without("Device")));
        }

        Assert.Equal(before, torch.Tensor.TotalCount);
    }

    [Fact]
    public void TrainingSavingAndLoadingLeaveNoTensorBehind()
    {
        using var folder = new Tensors.TemporaryFolder();
        long before = Count();
        for (int i = 0; i < 3; i++)
        {
            using var trained = SmallShop.TrainOn<string, string>(shop.Train, SmallShop.Quick with { Trainer = SmallShop.Quick.Trainer with { Epochs = 1 } });
            trained.Save(folder.File("shop.deeprec"));
            using var loaded = Recommender.Load<string, string>(folder.File("shop.deeprec"));
            _ = loaded.Model; // made now
        }

        long after = torch.Tensor.TotalCount;
        Assert.Equal(before + 6 * CountedForEver(shop.Recommender.Model), after);
    }

    [Fact]
    public void UpdatesThatSucceedAndThatFailLeaveNothingToTheFinalisers()
    {
        using var known = Updates.Visits.Train();
        using (Updates.Visits.Updated(known, Updates.Visits.Later)) Count();

        for (int i = 0; i < 3; i++)
        {
            Updates.Visits.Updated(known, Updates.Visits.Later).Dispose();
            Assert.Throws<TrainingDivergedException>(() => Updates.Visits.Updated(known, Updates.Visits.Later, Updates.Visits.Update with { Optimizer = new AdamOptions { LearningRate = 1e30 }, Epochs = 30 }));
            Assert.Throws<ArgumentException>(() => Updates.Visits.Updated(known, Updates.Visits.Later, Updates.Visits.Update with { Optimizer = new SgdOptions() }));
        }

        long after = torch.Tensor.TotalCount;
        Assert.Equal(after, Count());
    }

    [Theory]
    [InlineData(false, 0)] // in plain memory
    [InlineData(true, 10)] // in two of the three the model was made already
    public void ADamagedBundleLeavesNoTensorBehind(bool isModuleAlone, int models)
    {
        using var folder = new Tensors.TemporaryFolder();
        var options = (MlpRatingPredictorOptions)SmallShop.Quick.Model;
        if (isModuleAlone) options = options with { Fusion = new GatedSumFusion { Dimension = 4 }, InnerProduct = false };
        using var recommender = SmallShop.TrainOn<string, string>(shop.Train, SmallShop.Quick with { Model = options });
        recommender.Save(folder.File("whole.deeprec"));
        var tampered = BundleFile.Read(folder.File("whole.deeprec"));
        tampered.Scale("weights.safetensors", 1.5f);
        tampered.Write(folder.File("golden.deeprec"));
        tampered = BundleFile.Read(folder.File("whole.deeprec"));
        tampered.Parts.Remove("golden-scores.safetensors");
        tampered.Write(folder.File("part.deeprec"));
        byte[] whole = File.ReadAllBytes(folder.File("whole.deeprec"));
        File.WriteAllBytes(folder.File("half.deeprec"), whole[..(whole.Length / 2)]);
        long before = Count();

        for (int i = 0; i < 5; i++)
        {
            foreach (string name in new[] { "golden", "part", "half" })
            {
                Assert.Throws<InvalidBundleException>(() => Recommender.Load<string, string>(folder.File($"{name}.deeprec")));
            }
        }

        long after = torch.Tensor.TotalCount;
        Assert.Equal(before + models * CountedForEver(recommender.Model), after);
    }

    [Theory]
    [InlineData("hiddenLayers", "[8, 2147483647]")]
    [InlineData("encoders", """{"Device":{"$type":"category","dimension":2147483647}}""")]
    [InlineData("encoders", """{"Device":{"$type":"number"}}""")]
    [InlineData("encoders", """{"UserId":{"$type":"category","dimension":3}}""")]
    [InlineData("loss", """{"$type":"ordinal"}""")]
    public void AModelThatIsRefusedHalfMadeLeavesNothingToTheFinalisers(string setting, string value)
    {
        using var folder = new Tensors.TemporaryFolder();
        shop.Recommender.Save(folder.File("whole.deeprec"));
        var forged = BundleFile.Read(folder.File("whole.deeprec"));
        forged.Manifest.Model["fusion"] = System.Text.Json.Nodes.JsonNode.Parse("""{"$type":"gated-sum","dimension":4}"""); // known to the module alone
        forged.Manifest.Model[setting] = System.Text.Json.Nodes.JsonNode.Parse(value);
        forged.Write(folder.File("forged.deeprec"));
        Count();

        for (int i = 0; i < 3; i++) Assert.Throws<InvalidBundleException>(() => Recommender.Load<string, string>(folder.File("forged.deeprec")));

        long after = torch.Tensor.TotalCount;
        Assert.Equal(after, Count());
    }

    [Theory]
    [InlineData(0, "residualWidth", "600000")]
    [InlineData(0, "residualWidth", "2147483647")]
    [InlineData(0, "encoders", """{"Nothing":{"$type":"one-hot"}}""")]
    [InlineData(0, "itemLayers", "[8,2147483647]")]
    [InlineData(0, "history", """{"length":2147483647}""")]
    [InlineData(0, "dimension", "5")]
    [InlineData(2, "hiddenLayers", "[4,2147483647]")]
    [InlineData(2, "crosses", """[{"request":"Device","item":"Tags"},{"request":"Device","item":"Tags"}]""")]
    [InlineData(2, "crosses", """[{"request":"Device","item":"Tags"},{"request":"Device","item":"Nothing"}]""")]
    public void ARankerThatIsRefusedHalfMadeLeavesNothingToTheFinalisers(int which, string setting, string value)
    {
        using var folder = new Tensors.TemporaryFolder();
        using (var ranker = FuzzRankers.All[which]()) ranker.Save(folder.File("forged.deeprec"));
        var forged = BundleFile.Read(folder.File("forged.deeprec"));
        if (which == 0) forged.Manifest.Model["scorer"]!["fusion"] = System.Text.Json.Nodes.JsonNode.Parse("""{"$type":"gated-sum","dimension":4}"""); // known to the module alone
        forged.Manifest.Model["scorer"]![setting] = System.Text.Json.Nodes.JsonNode.Parse(value);
        forged.Write(folder.File("forged.deeprec"));
        Count();

        for (int i = 0; i < 3; i++) Assert.Throws<InvalidBundleException>(() => Recommender.LoadRanking<string, string>(folder.File("forged.deeprec")));

        long after = torch.Tensor.TotalCount;
        Assert.Equal(after, Count());
    }

    [Fact]
    public void EncodersOfVectorsThatAreRefusedHalfMadeLeaveNothingToTheFinalisers()
    {
        const int TooMany = 1 << 20; // numbers of 256 each are more than a budget without weights allows
        var input = new FeatureInput("Picture", FeatureInputKind.Vector, FeatureRole.ItemFeature, Size: 256, Fallback: []);
        Count();

        for (int i = 0; i < 3; i++)
        {
            using var budget = WeightBudget.Of([]);
            Assert.Throws<InvalidBundleException>(() => new GridCnnEncoder(input, new GridCnnEncoderOptions(1, 16, 16) { Filters = [2, TooMany], Dimension = 4 }, seed: 1));
            Assert.Throws<InvalidBundleException>(() => new VectorEncoder(input, VectorNormalization.None, new VectorEncoderOptions { Dimension = TooMany }, seed: 1));
        }

        long after = torch.Tensor.TotalCount;
        Assert.Equal(after, Count());
    }

    [Fact]
    public void ARankerWhoseGoldenRowsDisagreeLeavesNothingToTheFinalisers()
    {
        using var folder = new Tensors.TemporaryFolder();
        using (var ranker = FuzzRankers.Factored()) ranker.Save(folder.File("forged.deeprec"));
        var forged = BundleFile.Read(folder.File("forged.deeprec"));
        forged.Scale("golden-scores.safetensors", 1.5f);
        forged.Write(folder.File("forged.deeprec"));
        Count();

        for (int i = 0; i < 3; i++) Assert.Throws<InvalidBundleException>(() => Recommender.LoadRanking<string, string>(folder.File("forged.deeprec")));

        long after = torch.Tensor.TotalCount;
        Assert.Equal(after, Count());
    }

    [Fact]
    public void ATrainingThatCannotStartLeavesNoTensorBehind()
    {
        var uneven = (MlpRatingPredictorOptions)SmallShop.Quick.Model with
        {
            Encoders = new Dictionary<string, FeatureEncoderOptions> { ["UserId"] = new CategoryEncoderOptions { Dimension = 8 } },
        };
        long before = Count();

        Assert.Throws<ArgumentException>(() => SmallShop.TrainOn<string, string>(shop.Train, SmallShop.Quick with { Model = uneven }));
        Assert.Throws<InvalidOperationException>(() => SmallShop.TrainOn<string, string>(shop.Train, SmallShop.Quick with { Trainer = SmallShop.Quick.Trainer with { Patience = 1 } }));
        Assert.Throws<ArgumentException>(() => SmallShop.TrainOn<string, string>(shop.Train, SmallShop.Quick with { Model = new MlpRatingPredictorOptions { Loss = new OrdinalLoss() } }));

        long after = torch.Tensor.TotalCount;
        Assert.Equal(before + 2 * CountedForEver(shop.Recommender.Model), after);
    }

    // TorchSharp counts a tensor that has become a parameter twice, and only one of the two is ever taken off.
    private static long CountedForEver(torch.nn.Module model)
    {
        long before = torch.Tensor.TotalCount;
        torch.nn.Parameter(torch.zeros(1)).Dispose();
        return model.parameters().Count() * (torch.Tensor.TotalCount - before);
    }

    // What tests before this one left to the finalisers goes first.
    private static long Count()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        return torch.Tensor.TotalCount;
    }
}
