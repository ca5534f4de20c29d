using TorchSharp;

namespace DeepRec.Tests.Tensors;

public sealed class TorchRuntimeTests
{
    [Fact]
    public void TensorsWorkAfterLoading()
    {
        TorchRuntime.EnsureLoaded();
        using var scope = torch.NewDisposeScope();

        Assert.Equal(3f, torch.ones(3).sum().item<float>());
    }
}
