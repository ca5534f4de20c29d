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

    /// <summary>Whether a path lies in a folder that a build makes and the repository does not hold.</summary>
    public static bool IsMade(string path) => path.Split('/').Any(Skipped.Contains);

    public static IEnumerable<string> FilesBelow(string folder, string pattern) => !Exists(folder) ? [] :
        Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Where(path => !IsMade(path));

    /// <summary>The fenced blocks in order: the word after the fence, the text within.</summary>
    public static IReadOnlyList<(string Language, string Code)> CodeBlocks(string text) =>
        [.. Fence().Matches(text).Select(m => (m.Groups["language"].Value, m.Groups["code"].Value))];

    public static string WithoutCodeBlocks(string text) => Fence().Replace(text, "");

    /// <summary>
    /// The targets of links and images, in order: inline, in definitions of references, in HTML, in angle brackets, and addresses that stand in the text.
    /// Without a target, an empty text.
    /// </summary>
    public static IReadOnlyList<string> Links(string text) => [.. Link().Matches(Prose(text)).Select(m => m.Groups["target"].Value)];

    /// <summary>The labels of references, <c>[text][label]</c>, that no line <c>[label]: target</c> defines.</summary>
    public static IReadOnlyList<string> UndefinedReferences(string text)
    {
        var defined = Definition().Matches(Prose(text)).Select(m => m.Groups["label"].Value).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. Reference().Matches(Prose(text)).Select(m => m.Groups["label"].Length > 0 ? m.Groups["label"].Value : m.Groups["text"].Value).Where(label => !defined.Contains(label))];
    }

    /// <summary>What stands between single backticks.</summary>
    public static IReadOnlyList<string> InlineCodes(string text) => [.. InlineCode().Matches(WithoutCodeBlocks(text)).Select(m => m.Groups["code"].Value)];

    /// <summary>The anchors that GitHub gives the headings, and those that HTML states.</summary>
    public static IReadOnlySet<string> Anchors(string text)
    {
        var anchors = HtmlAnchor().Matches(Prose(text)).Select(m => m.Groups["name"].Value).ToHashSet(StringComparer.Ordinal);
        foreach (Match heading in Heading().Matches(WithoutCodeBlocks(text)))
        {
            string slug = Slug(LinkText().Replace(heading.Groups["title"].Value, "${text}").Trim());
            for (int i = 0; !anchors.Add(i == 0 ? slug : $"{slug}-{i}"); i++) { }
        }

        return anchors;
    }

    private static string Prose(string text) => InlineCode().Replace(WithoutCodeBlocks(text), "");

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

    // [text](target "title"), [label]: target, src="target", <https://target>, https://target
    [GeneratedRegex("""
        \]\(\s*(?:<(?<target>[^>\n]*)>|(?<target>(?:[^()\s]|\([^()\s]*\))*))(?:\s+"[^"\n]*")?\s*\)
        |^\ {0,3}\[[^\]\n]+\]:\s*<?(?<target>[^\s>]+)
        |\b(?:src|href)\s*=\s*"(?<target>[^"]*)"
        |<(?<target>[a-z]+:[^>\n]*)>
        |(?<target>https?://[^\s<>()\[\]"|]*[\w/])
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.Multiline)]
    private static partial Regex Link();

    [GeneratedRegex(@"\[(?<text>[^\[\]\n]+)\]\[(?<label>[^\[\]\n]*)\]")]
    private static partial Regex Reference();

    [GeneratedRegex(@"^ {0,3}\[(?<label>[^\]\n]+)\]:\s*\S", RegexOptions.Multiline)]
    private static partial Regex Definition();

    [GeneratedRegex(@"!?\[(?<text>[^\[\]\n]*)\]\([^)\n]*\)")]
    private static partial Regex LinkText();

    [GeneratedRegex(@"<a\s[^>]*\b(?:id|name)\s*=\s*""(?<name>[^""]+)""")]
    private static partial Regex HtmlAnchor();

    [GeneratedRegex(@"^#{1,6} (?<title>.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();
}
