using System.Text.RegularExpressions;

namespace DeepRec.Tests.Documentation;

/// <summary>A heading of a page of docs/reference and what stands below it, up to the next heading.</summary>
internal sealed partial record ReferenceSection(string File, string Title, string Body)
{
    public static IReadOnlyList<ReferenceSection> All { get; } = [.. Markdown.FilesBelow("docs/reference", "*.md").SelectMany(Of)];

    /// <summary>The rows of the table of options: name and default, without their backticks.</summary>
    public IReadOnlyList<(string Name, string Default)> Options =>
    [
        .. OptionTable().Matches(Body).SelectMany(table => table.Groups["rows"].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries)).Select(row =>
        {
            string[] cells = [.. Pipe().Split(row).Select(cell => cell.Trim().Trim('`').Replace("\\|", "|", StringComparison.Ordinal))];
            return (cells[1], cells[2]);
        }),
    ];

    private static IEnumerable<ReferenceSection> Of(string file)
    {
        string text = Markdown.Read(file);
        string masked = Markdown.CodeBlocks(text).Aggregate(text, (t, block) => t.Replace(block.Code, new string(' ', block.Code.Length), StringComparison.Ordinal));
        var headings = Heading().Matches(masked);
        return headings.Select((heading, i) => new ReferenceSection(file, heading.Groups["title"].Value, text[heading.Index..(i + 1 < headings.Count ? headings[i + 1].Index : text.Length)]));
    }

    [GeneratedRegex(@"^#+ (?<title>.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^\| option \| default \|.*\n\|[-|]+\n(?<rows>(?:\|.*\n)+)", RegexOptions.Multiline)]
    private static partial Regex OptionTable();

    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex Pipe();
}
