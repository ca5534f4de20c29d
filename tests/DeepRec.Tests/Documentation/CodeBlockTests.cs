namespace DeepRec.Tests.Documentation;

public sealed class CodeBlockTests
{
    private static readonly Dictionary<string, string> Sources = Markdown.FilesBelow("tests/DeepRec.Tests/Documentation", "*.cs").Concat(Markdown.FilesBelow("tests/DeepRec.Onnx.Tests", "SnippetsGuideOnnx.cs")).Concat(Markdown.FilesBelow("samples", "*.cs"))
        .ToDictionary(path => path, path => Unindented(Markdown.Read(path)));

    public static TheoryData<string> FilesWithCode() => [.. Markdown.Files.Where(f => f is "README.md" or "README.zh-CN.md" || f.StartsWith("src/", StringComparison.Ordinal) || f.StartsWith("docs/", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(FilesWithCode))]
    public void EveryCSharpBlockStandsInACompiledFile(string file)
    {
        foreach (var (language, code) in Markdown.CodeBlocks(Markdown.Read(file)))
        {
            if (language != "csharp") continue;
            Assert.True(Sources.Values.Any(source => source.Contains("\n" + Unindented(code).Trim('\n') + "\n", StringComparison.Ordinal)), $"No file of tests/DeepRec.Tests/Documentation or samples holds this block of {file}:\n{code}");
        }
    }

    [Fact]
    public void TheChineseReadmeHasTheSameCodeAndLinks()
    {
        string english = Markdown.Read("README.md"), chinese = Markdown.Read("README.zh-CN.md");
        Assert.Equal(Markdown.CodeBlocks(english), Markdown.CodeBlocks(chinese));
        Assert.Equal(Markdown.Links(english), Markdown.Links(chinese));
        Assert.Equal(Markdown.InlineCodes(english).Order(StringComparer.Ordinal), Markdown.InlineCodes(chinese).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void TheReadmesCoreExampleHasAtMostFifteenLines()
    {
        string core = Markdown.CodeBlocks(Markdown.Read("README.md")).First(b => b.Language == "csharp").Code;
        Assert.Contains("Recommender.Train", core, StringComparison.Ordinal);
        Assert.Contains("Save(", core, StringComparison.Ordinal);
        Assert.InRange(core.Trim('\n').Split('\n').Length, 1, 15);
    }

    [Fact]
    public void ThePythonAndCSharpSetSideBySideStandInTheirPrograms()
    {
        string article = Markdown.Read("docs/from-the-article.md");
        string python = Markdown.CodeBlocks(article).Single(b => b.Language == "python").Code;
        string csharp = string.Concat(Sources.Values);
        string[][] rows = [.. article.Split('\n').Where(l => l.StartsWith("| `", StringComparison.Ordinal)).Select(l => l.Split(" | "))];
        Assert.Equal(10, rows.Length);
        foreach (string[] row in rows)
        {
            foreach (string code in Markdown.InlineCodes(row[0])) Assert.True(python.Contains(code, StringComparison.Ordinal), $"The Python program does not hold '{code}'.");
            foreach (string code in Markdown.InlineCodes(row[1])) Assert.True(csharp.Contains(code, StringComparison.Ordinal), $"No compiled file holds '{code}'.");
        }
    }

    private static string Unindented(string code) => "\n" + string.Join('\n', code.Split('\n').Select(line => line.Trim())) + "\n";
}
