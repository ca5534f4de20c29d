namespace DeepRec.Tests.Documentation;

/// <summary>What the other tests of this folder see of a Markdown file.</summary>
public sealed class MarkdownTests
{
    [Theory]
    [InlineData("see [a](b.md)", "b.md")]
    [InlineData("[a](b.md#c \"title\")", "b.md#c")]
    [InlineData("[a](<b c.md>)", "b c.md")]
    [InlineData("[a](https://x.org/b_(c))", "https://x.org/b_(c)")]
    [InlineData("![picture](a.png)", "a.png")]
    [InlineData("[![picture](a.png)](b.md)", "a.png", "b.md")]
    [InlineData("[`code`](b.md)", "b.md")]
    [InlineData("[a]()", "")]
    [InlineData("[a][b]\n\n[b]: c.md", "c.md")]
    [InlineData("<img alt=\"a\" src=\"b.png\"> and <a href=\"c.md\">c</a>", "b.png", "c.md")]
    [InlineData("<https://x.org/a> and <mailto:a@x.org>", "https://x.org/a", "mailto:a@x.org")]
    [InlineData("from https://x.org/a. And more", "https://x.org/a")]
    [InlineData("`[a](b.md)` is code, [0, 1] and x ∈ [B, D] (of D) are none")]
    [InlineData("```\n[a](b.md)\n```")]
    public void LinksAreFound(string text, params string[] targets) => Assert.Equal(targets, Markdown.Links(text));

    [Theory]
    [InlineData("[a][b]\n\n[B]: c.md")]
    [InlineData("[a][]\n\n[a]: c.md")]
    [InlineData("[a][b] and [c][]", "b", "c")]
    public void ReferencesWithoutADefinitionAreFound(string text, params string[] labels) => Assert.Equal(labels, Markdown.UndefinedReferences(text));

    [Theory]
    [InlineData("# A heading with `code`, and marks!", "a-heading-with-code-and-marks")]
    [InlineData("## 中文 标题", "中文-标题")]
    [InlineData("## Twice\n### Twice", "twice", "twice-1")]
    [InlineData("# A [link](b.md)", "a-link")]
    [InlineData("<a id=\"own-name\"></a>", "own-name")]
    [InlineData("```\n# No heading\n```")]
    public void AnchorsAreThoseOfGitHub(string text, params string[] anchors) => Assert.Equal(anchors, Markdown.Anchors(text).Order(StringComparer.Ordinal));
}
