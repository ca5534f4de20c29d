namespace DeepRec.Tests.Tensors;

/// <summary>Tests that count the tensors or the memory of the whole process, so that nothing may run beside them.</summary>
[CollectionDefinition(nameof(TensorCounting), DisableParallelization = true)]
public sealed class TensorCounting
{
    /// <summary>Tensors alive once garbage of earlier tests is gone.</summary>
    internal static long Live()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return TorchSharp.torch.Tensor.TotalCount;
    }
}
