using System.Text;
using System.Text.RegularExpressions;

namespace DeepRec.Tests.Documentation;

/// <summary>The repository's Markdown: its files, their code blocks, links and headings.</summary>
internal static partial class Markdown
{
    private static readonly string[] Skipped = ["artifacts", "bin", "obj", ".git", "TestResults", "BenchmarkDotNet.Artifacts"];

    /// <summary>The folder that holds DeepRec.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Every Markdown file, by its path from the root with '/'.</summary>
    public static IReadOnlyList<string> Files { get; } = [.. FilesBelow("", "*.md").Order(StringComparer.Ordinal)];

    public static string Read(string file) => File.ReadAllText(Path.Combine(Root, file)).ReplaceLineEndings("\n");

    public static bool Exists(string path) => Path.Exists(Path.Combine(Root, path));

    public static IEnumerable<string> FilesBelow(string folder, string pattern) => !Exists(folder) ? [] :
        Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Where(path => !path.Split('/').Any(Skipped.Contains));

    /// <summary>The fenced blocks in order: the word after the fence, the text within.</summary>
    public static IReadOnlyList<(string Language, string Code)> CodeBlocks(string text) =>
        [.. Fence().Matches(text).Select(m => (m.Groups["language"].Value, m.Groups["code"].Value))];

    public static string WithoutCodeBlocks(string text) => Fence().Replace(text, "");

    /// <summary>The targets of links and images, in order.</summary>
    public static IReadOnlyList<string> Links(string text) => [.. Link().Matches(InlineCode().Replace(WithoutCodeBlocks(text), "")).Select(m => m.Groups["target"].Value)];

    /// <summary>What stands between single backticks.</summary>
    public static IReadOnlyList<string> InlineCodes(string text) => [.. InlineCode().Matches(WithoutCodeBlocks(text)).Select(m => m.Groups["code"].Value)];

    /// <summary>The anchors that GitHub gives the headings.</summary>
    public static IReadOnlySet<string> Anchors(string text)
    {
        var anchors = new HashSet<string>(StringComparer.Ordinal);
        foreach (Match heading in Heading().Matches(WithoutCodeBlocks(text)))
        {
            string slug = Slug(heading.Groups["title"].Value.Trim());
            for (int i = 0; !anchors.Add(i == 0 ? slug : $"{slug}-{i}"); i++) { }
        }

        return anchors;
    }

    private static string Slug(string title)
    {
        var slug = new StringBuilder();
        foreach (char c in title)
        {
            if (char.IsLetterOrDigit(c) || c is '-' or '_') slug.Append(char.ToLowerInvariant(c));
            else if (c == ' ') slug.Append('-');
        }

        return slug.ToString();
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "DeepRec.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside the repository: no DeepRec.sln above them.");
    }

    [GeneratedRegex(@"^ *```(?<language>\w*)[^\n]*\n(?<code>.*?)^ *```\s*?$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"(?<!`)`(?<code>[^`\n]+)`(?!`)")]
    private static partial Regex InlineCode();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^#{1,6} (?<title>.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();
}
