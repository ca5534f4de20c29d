using System.Diagnostics;
using System.Text;

namespace DeepRec.Tests.Samples;

/// <summary>Runs a built sample as a user does: another process, its output redirected.</summary>
internal static class SampleRun
{
    // artifacts/bin/DeepRec.Tests/release: the last folder's name is the configuration, artifacts lies in the top folder.
    private static readonly DirectoryInfo Configuration = new(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));

    /// <summary>Where the sample's sources lie.</summary>
    public static string FolderOf(string name) => Path.Combine(Configuration.Parent!.Parent!.Parent!.Parent!.FullName, "samples", name);

    /// <summary>The lines that it printed; it ended with exit code 0.</summary>
    public static async Task<string[]> Of(string name, string? workingDirectory = null, params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            WorkingDirectory = workingDirectory ?? Path.GetTempPath(),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        start.ArgumentList.Add(Path.Combine(Configuration.Parent!.Parent!.FullName, name, Configuration.Name, $"{name}.dll"));
        foreach (string argument in arguments) start.ArgumentList.Add(argument);

        using var process = Process.Start(start)!;
        try
        {
            var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(process.ExitCode == 0, $"{name} ended with {process.ExitCode}: {await errors}\n{output}");
            return output.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }
}
