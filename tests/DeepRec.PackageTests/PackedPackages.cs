using System.Globalization;
using System.IO.Compression;
using System.Xml.Linq;

[assembly: AssemblyFixture(typeof(DeepRec.PackageTests.PackedPackages))]

namespace DeepRec.PackageTests;

/// <summary>The packages, packed once for all tests from what is built, under a version that no cache can hold already.</summary>
public sealed class PackedPackages : IAsyncLifetime
{
    private static readonly string[] Projects = ["DeepRec", "DeepRec.AspNetCore", "DeepRec.Audio", "DeepRec.Cpu", "DeepRec.Images", "DeepRec.Onnx", "DeepRec.OnnxRuntime", "DeepRec.Redis", "DeepRec.Testing", "DeepRec.Text"];

    /// <summary>A folder outside the repository, for everything that the tests write.</summary>
    public string Work { get; } = Directory.CreateTempSubdirectory("DeepRec.PackageTests-").FullName;

    public string Version { get; } = string.Create(CultureInfo.InvariantCulture, $"0.1.0-packagetest.{DateTime.UtcNow:yyyyMMddHHmmss}.{Environment.ProcessId}");

    public string Feed => Path.Combine(Work, "packed");

    /// <summary>Where this machine keeps packages of others, so that fresh projects need not fetch them again.</summary>
    public string Cache { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        string located = await Shell.Run(Work, Nothing, "dotnet", "nuget", "locals", "global-packages", "--list");
        Cache = located[(located.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
        foreach (string project in Projects)
        {
            // artifacts/bin/DeepRec.PackageTests/release: the configuration that this was built in.
            string configuration = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
            await Shell.Run(Repository.Root, Nothing, "dotnet", "pack", Path.Combine("src", project), "--no-build", "-c", configuration, "-o", Feed, $"-p:MinVerVersionOverride={Version}");
        }
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Work, recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>The package as the archive that it is.</summary>
    public ZipArchive Open(string id, string extension = "nupkg") => ZipFile.OpenRead(Path.Combine(Feed, $"{id}.{Version}.{extension}"));

    /// <summary>What the package says of itself.</summary>
    public XElement Metadata(string id)
    {
        using var package = Open(id);
        using var nuspec = package.GetEntry($"{id}.nuspec")!.Open();
        var root = XDocument.Load(nuspec).Root!;
        foreach (var element in root.DescendantsAndSelf()) element.Name = element.Name.LocalName; // the namespace is that of the format's version
        return root.Element("metadata")!;
    }

    internal static IReadOnlyDictionary<string, string> Nothing { get; } = new Dictionary<string, string>();
}
