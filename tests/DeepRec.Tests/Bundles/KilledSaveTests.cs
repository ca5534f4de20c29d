using DeepRec.Tests.Tensors;

namespace DeepRec.Tests.Bundles;

/// <summary>Ends processes in the middle of saving: the target is the old file or the new one, never half of one.</summary>
public sealed class KilledSaveTests(SmallShop shop) : IClassFixture<SmallShop>
{
    private const int Kills = 15;

    [Fact]
    public async Task AProcessKilledWhileSavingLeavesAWholeFile()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The child finds its backend by a variable that is Linux's own.");
        var cancellation = TestContext.Current.CancellationToken;
        using var folder = new TemporaryFolder();
        string source = folder.File("source.deeprec"), target = folder.File("target.deeprec");
        shop.Recommender.Save(source);
        File.Copy(source, target);
        var random = new Random(11);
        int halfWritten = 0;

        for (int kill = 0; kill < Kills; kill++)
        {
            using var process = NativeProbe.Start(["save", source, target], ("LD_LIBRARY_PATH", NativeProbe.Backend));
            Assert.Equal("saving", await process.StandardOutput.ReadLineAsync(cancellation));
            await Task.Delay(random.Next(40), cancellation);
            process.Kill();
            await process.WaitForExitAsync(cancellation);

            Assert.Equal(137, process.ExitCode);
            using var loaded = Recommender.Load<string, string>(target);
            Assert.Equal(shop.Recommender.Predict("u1", "i1"), loaded.Predict("u1", "i1"));
            halfWritten += Directory.GetFiles(folder.Path, "*.tmp").Length;
            foreach (string temporary in Directory.GetFiles(folder.Path, "*.tmp")) File.Delete(temporary);
        }

        Assert.True(halfWritten > 0, "No process was killed in the middle of a save.");
    }
}
