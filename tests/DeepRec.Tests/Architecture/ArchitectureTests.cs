using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace DeepRec.Tests.Architecture;

/// <summary>Reads the sources and holds them to the order of the house.</summary>
public sealed class ArchitectureTests
{
    private const int MaximumLines = 300;

    // In the order of who may use whom: each only those above it. The front door at the root may use all.
    private static readonly string[] Rooms =
    [
        "Data", "Preprocessing", "Sampling", "Metrics", "Privacy", "Scoring",
        "Tensors", "Serialization", "Encoders", "Losses", "Models", "Optimization", "Retrieval", "Evaluation", "Training", "Selection", "Baselines", "Bundles",
    ];

    private static readonly string[] AboveTheLine = ["Data", "Preprocessing", "Sampling", "Metrics", "Privacy", "Scoring"];

    // Families of types of a line or two that are read together.
    private static readonly Dictionary<string, string> Families = new()
    {
        ["Data/FeatureAttribute.cs"] = "one attribute for each kind and role of feature",
        ["Losses/RatingLoss.cs"] = "one record for each loss",
        ["Losses/RankingLoss.cs"] = "one record for each loss",
        ["Sampling/NegativeSampling.cs"] = "one record for each distribution",
    };

    [Fact]
    public void EveryFolderIsARoom() => Assert.Empty(SourceFile.All.Select(f => f.Room).Distinct().Except(Rooms).Except([""]));

    [Fact]
    public void ARoomUsesOnlyRoomsAboveIt()
    {
        // Part of a type may stand in several rooms: then the highest of them counts.
        var roomOf = SourceFile.All.SelectMany(f => f.Types.Select(type => (Type: type, Room: f.Room.Length == 0 ? Rooms.Length : Array.IndexOf(Rooms, f.Room))))
            .GroupBy(t => t.Type).ToDictionary(g => g.Key, g => g.Min(t => t.Room));

        var violations =
            from file in SourceFile.All
            where file.Room.Length > 0
            from name in file.UsedNames()
            where roomOf.TryGetValue(name, out int room) && room > Array.IndexOf(Rooms, file.Room)
            select $"{file.Path} uses {name} of {(roomOf[name] == Rooms.Length ? "the front door" : Rooms[roomOf[name]])}";

        Assert.Empty(violations);
    }

    [Fact]
    public void AboveTheLineNoFileMentionsTorchSharp() =>
        Assert.Empty(SourceFile.All.Where(f => AboveTheLine.Contains(f.Room) && f.Text.Contains("TorchSharp", StringComparison.OrdinalIgnoreCase)).Select(f => f.Path));

    [Fact]
    public void NoFileIsLongerThanTwoScreens() =>
        Assert.DoesNotContain(Repository.Files("src", "*.cs"), path => File.ReadLines(path).Count() > MaximumLines);

    [Fact]
    public void AFileHoldsTheOneTypeThatItIsNamedAfter() =>
        Assert.Empty(SourceFile.All.Where(f => !Families.ContainsKey(f.Path) && (f.Types.Count != 1 || f.Types[0] != f.Name)).Select(f => $"{f.Path}: {string.Join(", ", f.Types)}"));

    [Fact]
    public void AFamilyIsNamedAfterItsFirstType() =>
        Assert.All(Families.Keys, path => Assert.Equal(SourceFile.All.Single(f => f.Path == path).Name, SourceFile.All.Single(f => f.Path == path).Types[0]));

    [Fact]
    public void ThePackageDependsOnFivePackages()
    {
        string[] five = ["CsvHelper", "MathNet.Numerics", "Microsoft.Extensions.Logging.Abstractions", "System.Numerics.Tensors", "TorchSharp"];
        var project = XDocument.Load(Path.Combine(SourceFile.Library, "DeepRec.csproj"));
        var referenced = project.Descendants("PackageReference").Where(r => (string?)r.Attribute("PrivateAssets") != "all").Select(r => (string)r.Attribute("Include")!);
        Assert.Equal(five, referenced.Order(StringComparer.Ordinal));
        Assert.Empty(project.Descendants("ProjectReference"));

        // What a project that refers to it gets, as NuGet resolved it.
        using var locks = JsonDocument.Parse(File.ReadAllText(Repository.PathOf("tests", "DeepRec.NativeProbe", "packages.lock.json")));
        var resolved = locks.RootElement.GetProperty("dependencies").GetProperty("net10.0").GetProperty("deeprec").GetProperty("dependencies");
        Assert.Equal(five, resolved.EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal));
    }

    // Its generator orders several declarations by chance, so that two builds would differ.
    [Fact]
    public void AllLogMessagesStandInOneDeclaration() =>
        Assert.Equal(["Tensors/Log.cs"], SourceFile.All.Where(f => f.Text.Contains("[LoggerMessage(", StringComparison.Ordinal)).Select(f => f.Path));

    [Fact]
    public void NoFileNamesAPathOfOneMachine()
    {
        var machine = new Regex(@"(?<![\w.~:*])/(?:home|root|Users|work|mnt)/\w|[A-Za-z]:\\Users\\");
        string[] kinds = [".cs", ".md", ".csproj", ".props", ".json", ".yml", ".txt"];
        var files = new[] { "src", "tests", "samples", "benchmarks", "docs" }.Where(folder => Directory.Exists(Repository.PathOf(folder)))
            .SelectMany(folder => Repository.Files(folder, "*")).Concat(Directory.EnumerateFiles(Repository.Root));
        Assert.DoesNotContain(files, path => kinds.Contains(Path.GetExtension(path)) && !path.EndsWith("ArchitectureTests.cs", StringComparison.Ordinal) && machine.IsMatch(File.ReadAllText(path)));
    }

    [Theory]
    [InlineData("a(); // Split\nb();", "a(); \nb();")]
    [InlineData("f(\"Split \\\" Split\");", "f(\"\");")]
    [InlineData("f($\"Split {Trainer.Name:F2} {{Split}}\");", "f(\"\" Trainer.Name:F2 );")]
    [InlineData("f('\"', /* Split */ '\\'', @\"\\\");", "f(,  , \"\");")]
    [InlineData("f($\"{g(\"Split\")}\", A)", "f(\"\" g(\"\") , A)")]
    public void CommentsAndTextAreNoCode(string text, string code) => Assert.Equal(code, SourceFile.WithoutCommentsAndText(text));
}
