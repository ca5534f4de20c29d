using System.Diagnostics;
using DeepRec.Tests.Tensors;

namespace DeepRec.Tests.Bundles;

/// <summary>Ends processes in the middle of saving: the target is the old file or the new one, never half of one.</summary>
public sealed class KilledSaveTests(SmallShop shop) : IClassFixture<SmallShop>
{
    private const int Kills = 15;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task AProcessKilledWhileSavingLeavesAWholeFile()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The child finds its backend by a variable that is Linux's own.");
        var cancellation = TestContext.Current.CancellationToken;
        using var folder = new TemporaryFolder();
        string source = folder.File("source.deeprec"), target = folder.File("target.deeprec");
        shop.Recommender.Save(source);
        File.Copy(source, target);
        int halfWritten = 0;

        for (int kill = 0; kill < Kills; kill++)
        {
            using var process = NativeProbe.Start(["save", source, target], ("LD_LIBRARY_PATH", NativeProbe.Backend));
            Assert.Equal("saving", await process.StandardOutput.ReadLineAsync(cancellation));

            // Killed as soon as a file that is being written is seen.
            long started = Stopwatch.GetTimestamp();
            while (!Directory.EnumerateFiles(folder.Path, "*.tmp").Any() && Stopwatch.GetElapsedTime(started) < Patience) Thread.Yield();
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
