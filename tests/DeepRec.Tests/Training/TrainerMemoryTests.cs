using DeepRec.Tests.Models;
using DeepRec.Tests.Tensors;
using static TorchSharp.torch;

namespace DeepRec.Tests.Training;

[Collection(nameof(TensorCounting))]
public sealed class TrainerMemoryTests
{
    [Fact]
    public void TenThousandStepsTakeNoMoreMemoryThanTheFirstThousand()
    {
        using var model = Checkerboard.Create(ModelSettings.Recommended);
        var options = new TrainerOptions { Epochs = 1_000, BatchSize = 160, MaximumGradientNorm = 1, EmbeddingRegularization = 0.01 }; // 10 steps an epoch
        var seen = new List<(long Tensors, long Bytes)>();

        var report = new Trainer(options).Train(
            model, Checkerboard.Data,
            new Told(p => { if (p.Epoch.Number % 100 == 0) seen.Add((TensorCounting.Live(), Environment.WorkingSet)); }), TestContext.Current.CancellationToken);

        Assert.Equal((10_000L, 10), (report.Steps, seen.Count));
        Assert.All(seen, s => Assert.Equal(seen[0].Tensors, s.Tensors));
        Assert.InRange(seen[^1].Bytes - seen[0].Bytes, long.MinValue, 20_000_000);
    }

    [Fact]
    public void ATrainingThatFailsLeavesNoTensorBehind()
    {
        using var model = new OneNumber();
        var options = new TrainerOptions { Epochs = 2 };
        void Fail() => Assert.Throws<TrainingDivergedException>(() => new Trainer(options).Train(model, OneNumber.Data(1e30f)));
        Fail();
        long before = TensorCounting.Live();

        Fail();

        Assert.Equal(before, Tensor.TotalCount);
    }
}
