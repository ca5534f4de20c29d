using DeepRec.Models;
using DeepRec.Tests.Tensors;
using static TorchSharp.torch;

namespace DeepRec.Tests.Models;

[Collection(nameof(TensorCounting))]
public sealed class ModelMemoryTests
{
    public static TheoryData<string> Names => ModelSettings.Names;

    // TorchSharp's own count is of no use here: it counts a tensor that became a parameter twice.
    [Theory]
    [MemberData(nameof(Names))]
    public void DisposingAModelFreesEverythingItHolds(string name)
    {
        var model = Checkerboard.Create(ModelSettings.All[name]);
        Tensor[] held = [.. model.parameters(), .. model.buffers()];
        Assert.All(held, tensor => Assert.False(tensor.IsInvalid));

        model.Dispose();

        Assert.All(held, tensor => Assert.True(tensor.IsInvalid));
    }

    [Fact]
    public void BuildingAndDisposingModelsGivesTheMemoryBack()
    {
        var inputs = new ModelInputs([Encoded.Id("u", 100_000, FeatureRole.User)], new LabelStatistics(3, 2, 1, 5, [1, 5]));
        void Build(int times)
        {
            for (int i = 0; i < times; i++)
            {
                using var model = new MlpRatingPredictorOptions { EmbeddingDimension = 25 }.Create(inputs, seed: i); // 10 MB
            }
        }

        Build(3);
        TensorCounting.Live();
        long before = Environment.WorkingSet;
        Build(20);
        TensorCounting.Live();

        Assert.InRange(Environment.WorkingSet - before, long.MinValue, 120_000_000); // twenty that were kept would be 200 MB
    }
}
