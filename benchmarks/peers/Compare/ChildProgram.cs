using System.Diagnostics;
using System.Globalization;

namespace DeepRec.Peers;

/// <summary>Programs of this repository that are published and run as children.</summary>
internal static class ChildProgram
{
    private const double Mebibyte = 1 << 20;

    /// <summary>The folder that holds the solution.</summary>
    public static string Repository
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "DeepRec.sln"))) folder = folder.Parent;
            return folder?.FullName ?? throw new DirectoryNotFoundException("There is no DeepRec.sln above this program: run it from the repository.");
        }
    }

    /// <summary>Publishes a project into a folder of its own below another.</summary>
    /// <returns>The program.</returns>
    public static string Publish(string name, string project, string folder)
    {
        string target = Path.Combine(folder, name);
        Output("dotnet", ["publish", Path.Combine(Repository, project), "-c", "Release", "-o", target, "-v", "q"]);
        return Path.Combine(target, OperatingSystem.IsWindows() ? $"{name}.exe" : name);
    }

    /// <summary>From the start of a program to its end.</summary>
    public static double Milliseconds(string program, IReadOnlyList<string> arguments)
    {
        long started = Stopwatch.GetTimestamp();
        Output(program, arguments);
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    /// <summary>The most memory that a program held, in MiB: the second line that it writes, in bytes.</summary>
    public static double Memory(string program, IReadOnlyList<string> arguments) => long.Parse(Output(program, arguments).Split('\n')[1], CultureInfo.InvariantCulture) / Mebibyte;

    /// <summary>What a program writes.</summary>
    public static string Output(string program, IReadOnlyList<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {output}");
    }

    /// <summary>All files beside a program and below, in MiB.</summary>
    public static double Size(string program) => Directory.EnumerateFiles(Path.GetDirectoryName(program)!, "*", SearchOption.AllDirectories).Sum(file => (double)new FileInfo(file).Length) / Mebibyte;
}
