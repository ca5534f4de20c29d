using System.Diagnostics;
using System.Globalization;

namespace DeepRec.AspNetCore.Tests;

/// <summary>Ends processes at random moments of learning and publishing: a whole bundle is always served, and no acknowledged event is lost.</summary>
public sealed class KilledLearningTests(Bundles bundles)
{
    private const int Seed = 42, LongestMilliseconds = 2000;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    // 20 in the tests; the show of the issue is DEEPREC_KILLS=200.
    private static int Kills => int.Parse(Environment.GetEnvironmentVariable("DEEPREC_KILLS") ?? "20", CultureInfo.InvariantCulture);

    [Fact]
    public async Task AProcessKilledAtAnyMomentLeavesABundleThatAnswersAndEveryAcknowledgedEvent()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only a kill by SIGKILL ends a process at any moment.");
        string folder = Directory.CreateTempSubdirectory("deeprec-killed-").FullName, served = Path.Combine(folder, "shop.deeprec"), log = Path.Combine(folder, "versions", "events.jsonl");
        string configuration = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)), program = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "DeepRec.OnlineProbe", configuration, "DeepRec.OnlineProbe.dll"));
        File.Copy(bundles.First, served);
        var first = File.GetLastWriteTimeUtc(served);
        var random = new Random(Seed);
        var acknowledged = new List<string>();
        var bundlesSeen = new HashSet<int>();
        int halfWritten = 0;
        try
        {
            using (var recommender = Recommender.LoadRanking<string, string>(served)) bundlesSeen.Add(recommender.UserCount);
            for (int kill = 0; kill < Kills; kill++)
            {
                using var process = Process.Start(new ProcessStartInfo("dotnet", [program, folder, kill.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true })!;
                acknowledged.Add((await process.StandardOutput.ReadLineAsync(Cancelled))!);
                await Task.Delay(random.Next(LongestMilliseconds), Cancelled);
                bool mustPublish = kill == Kills - 1 && bundlesSeen.Count < 2; // however long that takes on a busy machine
                for (int i = 0; mustPublish && i < 60_000 && !process.HasExited && File.GetLastWriteTimeUtc(served) == first; i++) await Task.Delay(10, Cancelled);
                process.Kill();
                string rest = await process.StandardOutput.ReadToEndAsync(Cancelled);
                acknowledged.AddRange(rest[..(rest.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries));
                await process.WaitForExitAsync(Cancelled);
                Assert.Equal(137, process.ExitCode);

                using var recommender = Recommender.LoadRanking<string, string>(served);
                Assert.Equal(5, recommender.Recommend("u1", 5).Count);
                bundlesSeen.Add(recommender.UserCount);
                halfWritten += Directory.GetFiles(folder, "*.tmp", SearchOption.AllDirectories).Length;
                foreach (string left in Directory.GetFiles(folder, "*.tmp")) File.Delete(left);
            }

            using var events = new FileEventLog<string, string>(log);
            var known = (await events.ReadAsync(0, int.MaxValue, Cancelled)).Select(one => one.User).ToHashSet();
            Assert.DoesNotContain(acknowledged, user => !known.Contains(user));
            Assert.True(bundlesSeen.Count > 1, "No process lived long enough to publish.");
            TestContext.Current.TestOutputHelper?.WriteLine($"{Kills} kills: {acknowledged.Count} events acknowledged, {known.Count} in the log, {bundlesSeen.Count} different bundles served, {halfWritten} files left half written.");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
