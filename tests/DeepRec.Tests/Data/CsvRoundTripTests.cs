using System.Text;
using CsCheck;

namespace DeepRec.Tests.Data;

public class CsvRoundTripTests
{
    private static readonly Gen<string> Text = Gen.OneOf("a", " b", "\"", ",", "::", ":", "\n", "\r\n", "品", "é", "|", "😀").Array[0, 6].Select(string.Concat);

    [Theory]
    [InlineData(",")]
    [InlineData("|")]
    [InlineData("::")]
    [InlineData("品")]
    public void QuotedFieldsComeBackAsTheyWereWritten(string separator) => Gen.Select(Text, Text, Text).Array[1, 20].Sample(rows =>
    {
        var schema = new FeatureSchema([Feature.Category("a"), Feature.Category("b"), Feature.Category("c")]);
        string csv = string.Concat(rows.Select(r => $"{Quoted(r.Item1)}{separator}{Quoted(r.Item2)}{separator}{Quoted(r.Item3)}\r\n"));
        var read = Dataset.FromCsv(new MemoryStream(Encoding.UTF8.GetBytes(csv)), schema, new CsvOptions { Separator = separator, HasHeader = false });

        Assert.Equal(rows.SelectMany(r => (string?[])[Expected(r.Item1), Expected(r.Item2), Expected(r.Item3)]),
            Enumerable.Range(0, read.Count).SelectMany(row => (string?[])[read["a"].TextAt(row), read["b"].TextAt(row), read["c"].TextAt(row)]));
    });

    private static string Quoted(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string? Expected(string text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
