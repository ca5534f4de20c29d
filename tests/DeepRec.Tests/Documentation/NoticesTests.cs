using System.Text.Json;
using System.Text.RegularExpressions;

namespace DeepRec.Tests.Documentation;

public sealed partial class NoticesTests
{
    // Of use to build, never a dependency of a package.
    private static readonly string[] BuildOnly = ["MinVer", "Microsoft.CodeAnalysis.PublicApiAnalyzers", "Microsoft.CodeAnalysis.BannedApiAnalyzers"];

    [Fact]
    public void TheNoticesListWhatThePackagesPullIn()
    {
        var locked = Locked("src/DeepRec/packages.lock.json").Concat(Locked("src/DeepRec.Cpu/packages.lock.json")).Concat(Locked("src/DeepRec.Images/packages.lock.json")).Concat(Locked("src/DeepRec.Audio/packages.lock.json")).Distinct().Order(StringComparer.OrdinalIgnoreCase);
        var listed = Row().Matches(Markdown.Read("THIRD-PARTY-NOTICES.md")).Select(m => $"{m.Groups["name"]} {m.Groups["version"]}").Order(StringComparer.OrdinalIgnoreCase);
        Assert.Equal(locked, listed);
    }

    private static IEnumerable<string> Locked(string file)
    {
        using var document = JsonDocument.Parse(Markdown.Read(file));
        return
        [
            .. document.RootElement.GetProperty("dependencies").EnumerateObject().SelectMany(framework => framework.Value.EnumerateObject())
                .Where(package => package.Value.TryGetProperty("resolved", out _) && !BuildOnly.Contains(package.Name))
                .Select(package => $"{package.Name} {package.Value.GetProperty("resolved").GetString()}"),
        ];
    }

    [GeneratedRegex(@"^\| (?<name>[\w.\-]+) \| (?<version>\d[\w.\-]*) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
