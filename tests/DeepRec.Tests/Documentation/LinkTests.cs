using System.Text.RegularExpressions;

namespace DeepRec.Tests.Documentation;

public sealed partial class LinkTests
{
    private const string Blob = "https://github.com/deeprec-net/deeprec/blob/main/";

    public static TheoryData<string> Files() => [.. Markdown.Files];

    [Theory]
    [MemberData(nameof(Files))]
    public void EveryLinkWithinTheRepositoryLeadsSomewhere(string file)
    {
        var dead = new List<string>();
        string folder = Path.GetDirectoryName(file)!.Replace('\\', '/');
        foreach (string link in Markdown.Links(Markdown.Read(file)))
        {
            bool isOwn = link.StartsWith(Blob, StringComparison.Ordinal);
            if (!isOwn && link.Contains(':', StringComparison.Ordinal)) continue;
            string[] parts = (isOwn ? link[Blob.Length..] : link).Split('#', 2);
            string target = parts[0].Length == 0 ? file : isOwn ? parts[0] : Path.GetRelativePath(Markdown.Root, Path.GetFullPath(Path.Combine(Markdown.Root, folder, parts[0]))).Replace('\\', '/');
            if (!Markdown.Exists(target) || (parts.Length == 2 && !Markdown.Anchors(Markdown.Read(target)).Contains(parts[1]))) dead.Add(link);
        }

        Assert.True(dead.Count == 0, $"{file} links to what is not there, or has no such heading: {string.Join(", ", dead)}");
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void EveryPathThatIsNamedIsThere(string file)
    {
        string[] missing = [.. NamedPath().Matches(Markdown.Read(file)).Select(m => m.Groups["path"].Value).Where(path => !Markdown.Exists(path)).Distinct()];
        Assert.True(missing.Length == 0, $"{file} names what is not there: {string.Join(", ", missing)}");
    }

    [Fact]
    public void ThePackagePageHasOnlyAbsoluteLinks() =>
        Assert.All(Markdown.Links(Markdown.Read("src/DeepRec/README.md")), link => Assert.StartsWith("https://", link, StringComparison.Ordinal));

    // A path from the root in backticks, in a shell line or in text: not part of a longer path or an address, no placeholders.
    [GeneratedRegex(@"(?<![\w/.\-])(?<path>(docs|src|samples|tests|benchmarks)/[\w\-./]*\w)(?![\w{}*…(])")]
    private static partial Regex NamedPath();
}
