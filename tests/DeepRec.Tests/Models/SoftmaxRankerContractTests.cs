using DeepRec.Testing;

namespace DeepRec.Tests.Models;

/// <summary>What holds for every ranker, by scorer and by loss.</summary>
public sealed class SoftmaxRankerContractTests
{
    public static TheoryData<string> Names => RankerSettings.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void ASoftmaxRankerKeepsTheContract(string name)
    {
        using var contract = new ItemRankerContract(RankerSettings.All[name]) { Trainer = new TrainerOptions { Epochs = RankerSettings.EpochsOf(name), BatchSize = 64, Optimizer = new AdamOptions { LearningRate = 0.01 } } };

        contract.Verify();
    }

    [Fact]
    public void ALinearOneKeepsItAndSeesNoInteractions()
    {
        using var contract = new ItemRankerContract(RankerSettings.Linear) { SeesInteractions = false };

        contract.Verify();
    }
}
