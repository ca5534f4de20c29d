using DeepRec.Fuzz;
using DeepRec.Tests.Tensors;
using TorchSharp;

namespace DeepRec.Tests.Fuzzing;

/// <summary>A short run of what benchmarks/DeepRec.Fuzz does a million times. It counts tensors, so that nothing else may run meanwhile.</summary>
[Collection(nameof(TensorLeakTests))]
public sealed class FuzzTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly int _threads;

    public FuzzTests()
    {
        TorchRuntime.EnsureLoaded();
        _threads = torch.get_num_threads();
        torch.set_num_threads(1); // as the fuzzer itself does
    }

    public void Dispose()
    {
        torch.set_num_threads(_threads);
        _folder.Dispose();
    }

    [Fact]
    public void ThousandsOfForgedBundlesAreRefusedOrAnswerAndLeaveNothing()
    {
        var report = new BundleFuzzer(new FuzzArguments("bundles", Count: 3000, Seed: 20261124, FailureFolder: _folder.Path, Strict: 100)).Run();

        Assert.True(report.Failures == 0, report.ToString());
        Assert.Equal(3000, report.Outcomes.Values.Sum());
        // The change was noticed at each level, and at most levels one got by that does no harm.
        Assert.Equal(9, report.Outcomes.Count(o => o.Key.EndsWith(": refused", StringComparison.Ordinal)));
        Assert.InRange(report.Outcomes.Count(o => o.Key.EndsWith(": loaded, answers with numbers", StringComparison.Ordinal)), 5, 9);
        Assert.InRange(report.MostAllocated, 1, 16 << 20);
    }

    [Fact]
    public void ThousandsOfOddRowsAndIdsAreAnsweredWithNumbers()
    {
        var report = new RowFuzzer(new FuzzArguments("rows", Count: 3000, Seed: 20261124, FailureFolder: _folder.Path)).Run();

        Assert.True(report.Failures == 0, report.ToString());
        Assert.Equal(["a batch of rows", "a documented error", "a documented error of a ranking", "a prediction with context", "a ranking", "recommendations"], report.Outcomes.Keys.Select(key => key.Replace(": as it should be", "", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Equal(3000, report.Outcomes.Values.Sum());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(77)]
    public void AnInputIsAFunctionOfSeedAndIndex(ulong index)
    {
        using var recommender = FuzzRecommenders.Plain();
        var content = BundleContent.Of(recommender.Save);
        byte[] archive = content.ToArchive();
        SeededRandom first = new(StableHash.Combine(5, index)), again = new(StableHash.Combine(5, index));

        var (bytes, level) = BundleMutation.Apply(ref first, content, archive);
        var (sameBytes, sameLevel) = BundleMutation.Apply(ref again, content, archive);

        Assert.Equal(bytes, sameBytes);
        Assert.Equal(level, sameLevel);
        Assert.NotEqual(archive, bytes);
    }
}
