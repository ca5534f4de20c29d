using DeepRec.Encoders;
using DeepRec.Models;
using DeepRec.Tests.Tensors;
using static TorchSharp.torch;

namespace DeepRec.Tests.Models;

[Collection(nameof(TensorCounting))]
public sealed class ModelMemoryTests
{
    public static TheoryData<string> Names => ModelSettings.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void TrainingStepsLeaveNoTensorBehind(string name)
    {
        using var model = Checkerboard.Create(ModelSettings.All[name]);
        var source = new BatchSource(Checkerboard.Visible, Checkerboard.Inputs);
        using var parameters = new ParameterSet(model);
        var optimizer = new AdamOptions().CreateOptimizer();
        model.train();
        void Steps(int count)
        {
            for (int i = 0; i < count; i++)
            {
                using var scope = NewDisposeScope();
                using var random = StepRandom.Begin((ulong)i);
                var batch = source.Gather([.. Enumerable.Range(i, 8)]);
                parameters.ClearGradients();
                var loss = model.Loss(batch);
                if (model.EmbeddingPenalty(batch) is { } penalty) loss = loss + penalty * 0.1;
                loss.backward();
                parameters.FindGradients();
                parameters.Step(optimizer, 0.001);
            }
        }

        Steps(2);
        long before = TensorCounting.Live();
        Steps(200);

        Assert.Equal(before, Tensor.TotalCount);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ScoringLeavesNoTensorBehind(string name)
    {
        using var model = Checkerboard.Create(ModelSettings.All[name]);
        Checkerboard.Scores(model, Checkerboard.HeldOut);
        long before = TensorCounting.Live();
        for (int i = 0; i < 20; i++) Checkerboard.Scores(model, Checkerboard.HeldOut);

        Assert.Equal(before, Tensor.TotalCount);
    }

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

    [Theory]
    [MemberData(nameof(Names))]
    public void ATrainingLeavesNoTensorBehind(string name)
    {
        using var model = Checkerboard.Create(ModelSettings.All[name]);
        var trainer = new Trainer(new TrainerOptions { Epochs = 2 });
        trainer.Train(model, Checkerboard.Data, cancellationToken: TestContext.Current.CancellationToken);
        long before = TensorCounting.Live();

        trainer.Train(model, Checkerboard.Data, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(before, Tensor.TotalCount);
    }
}
