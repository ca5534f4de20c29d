using System.Text;
using System.Text.RegularExpressions;

namespace DeepRec.Tests.Architecture;

/// <summary>A source file of the library: its room, the types it declares at the top, and the names it uses.</summary>
internal sealed partial class SourceFile
{
    private SourceFile(string path)
    {
        Path = System.IO.Path.GetRelativePath(Library, path).Replace('\\', '/');
        Text = File.ReadAllText(path);
        Code = WithoutCommentsAndText(Text);
        Types = [.. TopLevelType().Matches(Code).Select(m => m.Groups["name"].Value)];
    }

    public static IReadOnlyList<SourceFile> All { get; } = [.. Repository.Files("src/DeepRec", "*.cs").Order(StringComparer.Ordinal).Select(path => new SourceFile(path))];

    public static string Library => Repository.PathOf("src", "DeepRec");

    /// <summary>Relative to the library's folder, with '/'.</summary>
    public string Path { get; }

    /// <summary>The folder; empty for the front door.</summary>
    public string Room => Path.Contains('/', StringComparison.Ordinal) ? Path[..Path.IndexOf('/', StringComparison.Ordinal)] : "";

    /// <summary>The name before the first dot, brace or end: what a type in it is to be called.</summary>
    public string Name => Path[(Path.LastIndexOf('/') + 1)..].Split('.', '{')[0];

    public string Text { get; }

    /// <summary>The text without comments and string literals; what stands in the holes of interpolated ones stays.</summary>
    public string Code { get; }

    public IReadOnlyList<string> Types { get; }

    /// <summary>Names that may be types: not after a dot, and not a member that this file declares itself.</summary>
    public IEnumerable<string> UsedNames() =>
        Identifier().Matches(Code).Select(m => m.Value).Distinct().Where(name => !Types.Contains(name) && !DeclaresMember(name));

    private bool DeclaresMember(string name) => Regex.IsMatch(Code, $@"(?<!\bnew|\breturn|\bis|\bas|\bthrow)\s+{name}\s*(=[^>=]|=>|;|\{{)") && Regex.IsMatch(Code, $@"[\w>?\]]\s+{name}\s*(=|;|\{{)")
        || Regex.IsMatch(Code, $@"^\s+{name}(\s*=[^,]*)?,\s*$", RegexOptions.Multiline);

    internal static string WithoutCommentsAndText(string text)
    {
        var code = new StringBuilder(text.Length);
        int i = 0;
        Skim(text, ref i, code, endsAtBrace: false);
        return code.ToString();
    }

    private static void Skim(string text, ref int i, StringBuilder code, bool endsAtBrace)
    {
        int depth = 0;
        while (i < text.Length)
        {
            if (string.CompareOrdinal(text, i, "//", 0, 2) == 0) SkipTo(text, ref i, "\n", keepEnd: true);
            else if (string.CompareOrdinal(text, i, "/*", 0, 2) == 0) SkipTo(text, ref i, "*/", keepEnd: false);
            else if (text[i] == '\'') SkipCharacter(text, ref i);
            else if (Quote().Match(text, i) is { Success: true } quote && quote.Index == i) SkipString(text, ref i, quote.Value, code);
            else
            {
                if (endsAtBrace && text[i] == '}' && depth == 0) return;
                depth += text[i] == '{' ? 1 : text[i] == '}' ? -1 : 0;
                code.Append(text[i++]);
            }
        }
    }

    private static void SkipTo(string text, ref int i, string end, bool keepEnd)
    {
        int found = text.IndexOf(end, i, StringComparison.Ordinal);
        i = found < 0 ? text.Length : keepEnd ? found : found + end.Length;
    }

    private static void SkipCharacter(string text, ref int i)
    {
        i += text[i + 1] == '\\' ? 3 : 2;
        while (text[i] != '\'') i++;
        i++;
    }

    private static void SkipString(string text, ref int i, string quote, StringBuilder code)
    {
        bool interpolated = quote.Contains('$', StringComparison.Ordinal), verbatim = quote.Contains('@', StringComparison.Ordinal);
        i += quote.Length;
        code.Append("\"\"");
        while (text[i] != '"' || (verbatim && text[i + 1] == '"'))
        {
            if (text[i] == '"' || (text[i] == '\\' && !verbatim)) i += 2;
            else if (interpolated && text[i] == '{' && text[i + 1] == '{') i += 2;
            else if (interpolated && text[i] == '{')
            {
                i++;
                code.Append(' ');
                Skim(text, ref i, code, endsAtBrace: true);
                code.Append(' ');
                i++;
            }
            else i++;
        }

        i++;
    }

    [GeneratedRegex(@"^(?:(?:public|internal|file|sealed|abstract|static|partial|readonly|ref)\s+)*(?:class|record\s+struct|record|struct|enum|interface|delegate\s+\S+)\s+(?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex TopLevelType();

    // What is assigned to is no type.
    [GeneratedRegex(@"(?<![\w.@])[A-Z]\w*\b(?!\s*=[^>=])")]
    private static partial Regex Identifier();

    [GeneratedRegex(@"\G[$@]*""")]
    private static partial Regex Quote();
}
