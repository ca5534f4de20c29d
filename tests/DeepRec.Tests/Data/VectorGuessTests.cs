using System.Text;

namespace DeepRec.Tests.Data;

public sealed class VectorGuessTests
{
    [Theory]
    [InlineData("0.5|1|2", "3|4|1e-3", '|', 3)]
    [InlineData("0.5;1;2;-1", "3;4;5;6", ';', 4)]
    [InlineData("0.5 1  2", "3 4 5", ' ', 3)]
    [InlineData("\"[1, 2, 3]\"", "\"[4, 5, 6]\"", '|', 3)]
    public void ValuesOfAsManyNumbersAreVectors(string first, string second, char separator, int width)
    {
        var feature = Guess(first, second);

        Assert.Equal(Feature.Vector("v", width) with { Separator = separator }, feature);
    }

    [Theory]
    [InlineData("1|2|3", "4|5|6")] // codes
    [InlineData("0.5|1", "3|4")] // too few
    [InlineData("0.5|1|2", "3|4")] // not as many
    [InlineData("0.5|1|x", "3|4|5")]
    [InlineData("\"[1, 2, 3]\"", "\"[4, 5]\"")]
    public void OthersAreNot(string first, string second) => Assert.NotEqual(FeatureKind.Vector, Guess(first, second).Kind);

    private static Feature Guess(string first, string second)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes($"v,label\n{first},1\n{second},2\n,3\n"));
        return CsvSchema.InferFrom(stream, "label", new CsvOptions(), [], "a stream").Schema["v"];
    }
}
