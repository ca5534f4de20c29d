using System.Diagnostics;

namespace DeepRec.Tests.Tensors;

/// <summary>Runs DeepRec without a backend of its own in another process, with an environment of the test's choice.</summary>
internal static class NativeProbe
{
    /// <summary>Where the tests' own backend lies: with this in <c>LD_LIBRARY_PATH</c> the process has one.</summary>
    public static string Backend => Path.GetDirectoryName(NativeSearchPath.OfProcess().Find(NativePlatform.Current.FileName("torch_cpu")))!;

    public static Task<(int ExitCode, string Output)> RunAsync(params (string Name, string? Value)[] environment) => RunAsync([], environment);

    public static async Task<(int ExitCode, string Output)> RunAsync(IReadOnlyList<string> arguments, params (string Name, string? Value)[] environment)
    {
        using var process = Start(arguments, environment);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output);
    }

    public static Process Start(IReadOnlyList<string> arguments, params (string Name, string? Value)[] environment)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet") { RedirectStandardOutput = true };
        foreach (var argument in arguments.Prepend(Library()))
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    // artifacts/bin/DeepRec.Tests/release beside artifacts/bin/DeepRec.NativeProbe/release
    private static string Library()
    {
        var configuration = new DirectoryInfo(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        return Path.Combine(configuration.Parent!.Parent!.FullName, "DeepRec.NativeProbe", configuration.Name, "DeepRec.NativeProbe.dll");
    }
}
