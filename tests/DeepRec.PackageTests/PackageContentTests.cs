using System.Xml.Linq;

namespace DeepRec.PackageTests;

/// <summary>What is in the packages, and what they say of themselves.</summary>
public sealed class PackageContentTests(PackedPackages packages)
{
    public static TheoryData<string> Ids => ["DeepRec", "DeepRec.AspNetCore", "DeepRec.Audio", "DeepRec.Cpu", "DeepRec.Images", "DeepRec.Onnx", "DeepRec.OnnxRuntime", "DeepRec.Redis", "DeepRec.Testing", "DeepRec.Text"];

    public static TheoryData<string> IdsWithCode => ["DeepRec", "DeepRec.AspNetCore", "DeepRec.Audio", "DeepRec.Images", "DeepRec.Onnx", "DeepRec.OnnxRuntime", "DeepRec.Redis", "DeepRec.Testing", "DeepRec.Text"];

    [Fact]
    public void TheCoreDependsOnFivePackagesAtTheirFloorVersions()
    {
        string[] five = ["CsvHelper", "MathNet.Numerics", "Microsoft.Extensions.Logging.Abstractions", "System.Numerics.Tensors", "TorchSharp"];
        Assert.Equal(five.Select(id => $"{id} {Central(id)}"), Dependencies("DeepRec"));
    }

    [Fact]
    public void TheOthersDependOnTheCoreOfTheirVersionAndOneOnTheBackend()
    {
        Assert.Equal([$"DeepRec {packages.Version}", $"TorchSharp-cpu {Central("TorchSharp-cpu")}"], Dependencies("DeepRec.Cpu"));
        Assert.Equal([$"DeepRec {packages.Version}"], Dependencies("DeepRec.Testing"));
        Assert.Equal([$"DeepRec {packages.Version}"], Dependencies("DeepRec.AspNetCore"));
        Assert.Equal([$"DeepRec.AspNetCore {packages.Version}", $"StackExchange.Redis {Central("StackExchange.Redis")}"], Dependencies("DeepRec.Redis"));
        Assert.Equal(
            [$"DeepRec {packages.Version}", $"Microsoft.Extensions.AI.Abstractions {Central("Microsoft.Extensions.AI.Abstractions")}", $"Microsoft.ML.Tokenizers {Central("Microsoft.ML.Tokenizers")}"], Dependencies("DeepRec.Text"));
    }

    [Fact]
    public void ThoseOfAModalityAddWhatTheyDecodeItWith()
    {
        Assert.Equal([$"DeepRec {packages.Version}", $"MathNet.Numerics {Central("MathNet.Numerics")}"], Dependencies("DeepRec.Audio"));
        Assert.Equal(
            [$"DeepRec {packages.Version}", $"SkiaSharp {Central("SkiaSharp")}", $"SkiaSharp.NativeAssets.Linux.NoDependencies {Central("SkiaSharp.NativeAssets.Linux.NoDependencies")}"], Dependencies("DeepRec.Images"));
    }

    [Fact]
    public void TheWriterOfOnnxFilesDependsOnTheCoreAndTheirReaderDoesNot()
    {
        string protobuf = XDocument.Load(Repository.PathOf("src", "DeepRec.Onnx", "DeepRec.Onnx.csproj")).Descendants("PackageReference").Single(r => (string?)r.Attribute("Include") == "Google.Protobuf").Attribute("VersionOverride")!.Value;
        Assert.Equal([$"DeepRec {packages.Version}", $"Google.Protobuf {protobuf}"], Dependencies("DeepRec.Onnx"));
        Assert.Equal([$"Microsoft.ML.OnnxRuntime {Central("Microsoft.ML.OnnxRuntime")}"], Dependencies("DeepRec.OnnxRuntime"));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void APackageCarriesItsReadmeIconLicenceAndOrigin(string id)
    {
        var metadata = packages.Metadata(id);
        using var package = packages.Open(id);

        Assert.Equal(("expression", "MIT"), ((string?)metadata.Element("license")?.Attribute("type"), metadata.Element("license")?.Value));
        Assert.NotEqual(0, package.GetEntry(metadata.Element("readme")!.Value)!.Length);
        Assert.NotEqual(0, package.GetEntry(metadata.Element("icon")!.Value)!.Length);
        Assert.Equal(("git", "https://github.com/deeprec-net/deeprec"), ((string?)metadata.Element("repository")?.Attribute("type"), (string?)metadata.Element("repository")?.Attribute("url")));
        Assert.NotEqual("", metadata.Element("description")!.Value);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void ThePageOfAPackageIsItsOwn(string id)
    {
        using var package = packages.Open(id);
        using var page = new StreamReader(package.GetEntry(packages.Metadata(id).Element("readme")!.Value)!.Open());
        Assert.Equal($"# {id}", page.ReadLine());
    }

    [Fact]
    public async Task APackageNamesTheCommitThatItIsMadeFrom()
    {
        SecondBuildTests.NeedsGit();
        string commit = (await Shell.Run(Repository.Root, PackedPackages.Nothing, "git", "rev-parse", "HEAD")).Trim();
        foreach (string id in Ids.Select(row => row.Data)) Assert.Equal(commit, (string?)packages.Metadata(id).Element("repository")?.Attribute("commit"));
    }

    [Theory]
    [MemberData(nameof(IdsWithCode))]
    public void APackageWithCodeHoldsTheAssemblyItsDocumentationAndSymbolsAsideButNothingElse(string id)
    {
        using var package = packages.Open(id);
        using var symbols = packages.Open(id, "snupkg");

        Assert.Equal([$"lib/net10.0/{id}.dll", $"lib/net10.0/{id}.xml"], Files(package, "lib/"));
        Assert.Equal([$"lib/net10.0/{id}.pdb"], Files(symbols, "lib/"));
        using var xml = package.GetEntry($"lib/net10.0/{id}.xml")!.Open();
        Assert.NotEmpty(XDocument.Load(xml).Descendants("member"));
    }

    [Fact]
    public void ThePackageOfTheBackendHoldsNoCode()
    {
        using var package = packages.Open("DeepRec.Cpu");
        Assert.Empty(Files(package, "lib/"));
    }

    private static IEnumerable<string> Files(System.IO.Compression.ZipArchive archive, string folder) =>
        archive.Entries.Select(e => e.FullName).Where(name => name.StartsWith(folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    private IEnumerable<string> Dependencies(string id)
    {
        var group = Assert.Single(packages.Metadata(id).Element("dependencies")!.Elements("group"));
        Assert.Equal("net10.0", (string?)group.Attribute("targetFramework"));
        return group.Elements("dependency").Select(d => $"{(string?)d.Attribute("id")} {(string?)d.Attribute("version")}").Order(StringComparer.Ordinal);
    }

    // As the nuspec writes it: a blank after the comma of a range.
    private static string Central(string id) => XDocument.Load(Repository.PathOf("src", "Packages.props")).Descendants("PackageVersion")
        .Single(v => (string?)v.Attribute("Include") == id).Attribute("Version")!.Value.Replace(",", ", ", StringComparison.Ordinal);
}
