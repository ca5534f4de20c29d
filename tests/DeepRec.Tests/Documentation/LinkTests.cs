using System.Text.RegularExpressions;

namespace DeepRec.Tests.Documentation;

/// <summary>The link checker: every Markdown file of the repository. Links to other sites are checked for their form alone, so that the tests need no network.</summary>
public sealed partial class LinkTests
{
    private const string Blob = "https://github.com/deeprec-net/deeprec/blob/main/";

    public static TheoryData<string> Files() => [.. Markdown.Files];

    [Theory]
    [MemberData(nameof(Files))]
    public void EveryLinkLeadsSomewhere(string file)
    {
        string text = Markdown.Read(file);
        string[] dead = [.. Markdown.Links(text).Select(link => (link, fault: Fault(file, link))).Where(l => l.fault is not null).Select(l => $"{l.link} ({l.fault})"), .. Markdown.UndefinedReferences(text)];
        Assert.True(dead.Length == 0, $"{file} has links that lead nowhere: {string.Join(", ", dead)}");
    }

    [Theory]
    [InlineData("guide.md", null)]
    [InlineData("guide", null)]
    [InlineData("../samples/Quickstart", null)]
    [InlineData("#the-rooms", null)]
    [InlineData("../SECURITY.md#the-relaxed-copy-of-torchsharps-native-library", null)]
    [InlineData("../src/DeepRec/icon.png", null)]
    [InlineData(Blob + "docs/architecture.md#the-bundle", null)]
    [InlineData("https://www.nuget.org/packages/TorchSharp/", null)]
    [InlineData("mailto:someone@example.org", null)]
    [InlineData("", "no target")]
    [InlineData("gone.md", "not there")]
    [InlineData("images/gone.png", "not there")]
    [InlineData("../../", "outside the repository")]
    [InlineData("../artifacts/report.md", "made by a build")]
    [InlineData("/docs/guide.md", "not relative")]
    [InlineData("#the-cellar", "no such heading")]
    [InlineData("guide.md#the-cellar", "no such heading")]
    [InlineData("guide#data", "no such heading")]
    [InlineData(Blob + "docs/gone.md", "not there")]
    [InlineData(Blob + "README.md#gone", "no such heading")]
    [InlineData("http://example.org", "not https")]
    [InlineData("https://example", "no address")]
    [InlineData("https://exa mple.org", "no address")]
    [InlineData("ftp://example.org", "not https")]
    public void ADeadLinkIsFound(string link, string? fault) => Assert.Equal(fault, Fault("docs/architecture.md", link));

    [Theory]
    [MemberData(nameof(Files))]
    public void EveryPathThatIsNamedIsThere(string file)
    {
        string[] missing = [.. NamedPath().Matches(Markdown.Read(file)).Select(m => m.Groups["path"].Value).Where(path => !Markdown.Exists(path)).Distinct()];
        Assert.True(missing.Length == 0, $"{file} names what is not there: {string.Join(", ", missing)}");
    }

    public static TheoryData<string> PackagePages() => [.. Markdown.FilesBelow("src", "README.md")];

    [Theory]
    [MemberData(nameof(PackagePages))]
    public void APackagePageHasOnlyAbsoluteLinks(string file) =>
        Assert.All(Markdown.Links(Markdown.Read(file)), link => Assert.StartsWith("https://", link, StringComparison.Ordinal));

    [Fact]
    public void NothingOfAPageOfTheGuideStandsBehindTheWayOn() =>
        Assert.DoesNotContain(Markdown.Files, file => file.StartsWith("docs/guide/", StringComparison.Ordinal) && Array.FindIndex(Markdown.Read(file).TrimEnd().Split('\n'), IsWayOn) is >= 0 and var line && line < Markdown.Read(file).TrimEnd().Split('\n').Length - 1);

    private static bool IsWayOn(string line) => line.Contains("· [Guide](../guide.md)", StringComparison.Ordinal);

    /// <summary>What is wrong with a link of a file, or nothing.</summary>
    private static string? Fault(string file, string link)
    {
        if (link.Length == 0) return "no target";
        bool isOwn = link.StartsWith(Blob, StringComparison.Ordinal);
        if (!isOwn && Scheme().IsMatch(link)) return FaultOfAddress(link);
        if (link[0] == '/') return "not relative";

        string[] parts = (isOwn ? link[Blob.Length..] : link).Split('#', 2);
        string folder = isOwn ? "" : Path.GetDirectoryName(file)!;
        string target = parts[0].Length == 0 ? file : Path.GetRelativePath(Markdown.Root, Path.GetFullPath(Path.Combine(Markdown.Root, folder, parts[0]))).Replace('\\', '/');
        if (target.StartsWith("..", StringComparison.Ordinal)) return "outside the repository";
        if (Markdown.IsMade(target)) return "made by a build";
        if (!Markdown.Exists(target)) return "not there";
        return parts.Length == 1 || (Markdown.Files.Contains(target) && Markdown.Anchors(Markdown.Read(target)).Contains(parts[1])) ? null : "no such heading";
    }

    private static string? FaultOfAddress(string link)
    {
        if (link.StartsWith("mailto:", StringComparison.Ordinal)) return link.Contains('@', StringComparison.Ordinal) ? null : "no address";
        if (!link.StartsWith("https://", StringComparison.Ordinal)) return "not https";
        return Uri.TryCreate(link, UriKind.Absolute, out var address) && Uri.IsWellFormedUriString(link, UriKind.Absolute) && address.Host.Contains('.', StringComparison.Ordinal) ? null : "no address";
    }

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9+.\-]*:")]
    private static partial Regex Scheme();

    // A path from the root in backticks, in a shell line or in text: not part of a longer path or an address, no placeholders.
    [GeneratedRegex(@"(?<![\w/.\-])(?<path>(docs|src|samples|tests|benchmarks)/[\w\-./]*\w)(?![\w{}*…(])")]
    private static partial Regex NamedPath();
}
