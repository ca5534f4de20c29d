namespace DeepRec.Tests.Data;

public sealed class WordVectorsTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Theory]
    [InlineData("3 2\nwarm 0.5 -1\n很好 1e-3 2\n</s> 0 7\n")]
    [InlineData("warm 0.5 -1\n很好 1e-3 2\n</s> 0 7")]
    [InlineData("\uFEFFwarm 0.5 -1 \r\n很好 1e-3 2 \r\n\r\n</s> 0 7\r\n")]
    public void EachLineIsAWordAndItsNumbers(string text)
    {
        var vectors = Load(text);

        Assert.Equal((3, 2), (vectors.Count, vectors.Width));
        Assert.Equal([0.5f, -1], VectorOf(vectors, "warm"));
        Assert.Equal([0.001f, 2], VectorOf(vectors, "很好"));
        Assert.Equal([0, 7], VectorOf(vectors, "</s>"));
        Assert.False(vectors.TryGet("Warm", out var none));
        Assert.True(none.IsEmpty);
        Assert.False(vectors.Contains("loud"));
    }

    [Fact]
    public void OnlyWordsThatAreAskedForAreKept()
    {
        var vectors = Load("3 2\nwarm 0.5 -1\n很好 1 2\nloud 3 x\n", "很好", "absent", "很好");

        Assert.Equal(1, vectors.Count);
        Assert.Equal([1, 2], VectorOf(vectors, "很好"));
    }

    [Fact]
    public void AWordMayHoldBlanks()
    {
        Assert.Equal([1, 2], VectorOf(Load("2 2\nwarm lamp 2 go 1 2\nb 3 4\n"), "warm lamp 2 go"));
        Assert.Equal([5, 6], VectorOf(Load("a 1 2\n. . . 5 6\n"), ". . ."));
    }

    [Theory]
    [InlineData("Lamp 6\t1 2\nSofa\t3 4\n")]
    [InlineData("2 2\nLamp 6\t1\t2\nSofa 3 4\n")]
    public void ATextThatEndsInANumberHasATabBehindIt(string text)
    {
        Assert.Equal([1, 2], VectorOf(Load(text), "Lamp 6"));
        Assert.Equal([3, 4], VectorOf(Load(text), "Sofa"));
    }

    [Fact]
    public void ASignThatStandsForLostTextIsAWord() => Assert.Equal([2], VectorOf(Load("a 1\n\uFFFD 2\n"), "\uFFFD"));

    [Fact]
    public void LinesThatAreNotKeptAreCountedThrough() =>
        Assert.Contains("line 2, has 1 numbers behind 'b' where 2 belong", Assert.Throws<InvalidDataException>(() => Load("a 1 2\nb 1\n", "a")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("", "holds no vectors")]
    [InlineData("\n \n", "holds no vectors")]
    [InlineData("2 3\n", "holds no vectors")]
    [InlineData("2 0\n", "line 1, states a width of 0")]
    [InlineData("3 1\na 1\nb 2\n", "has 2 vectors; its first line says 3")]
    [InlineData("a\n", "line 1, has 0 numbers behind 'a' where 1 belong. Correct or remove it, or fetch the file again")]
    [InlineData("a 1 2\nb 1\n", "line 2, has 1 numbers behind 'b' where 2 belong")]
    [InlineData("a 1 2\nb\t1\n", "line 2, has 1 numbers behind 'b' where 2 belong")]
    [InlineData("a 1 2\n\nb 1 2 3\n", "line 3, has 3 numbers behind 'b' where 2 belong")]
    [InlineData("a 1 2\nb\t1 2 3\n", "line 2, has 3 numbers behind 'b' where 2 belong")]
    [InlineData("1 3\nb 1 2\n", "line 2, has 2 numbers behind 'b' where 3 belong")]
    [InlineData("a 1 2\n 1 2\n", "line 2, has no word before its numbers")]
    [InlineData("\t1 2\n", "line 1, has no word before its numbers")]
    [InlineData("a 1 2\nb 1 1,5\n", "line 2, has '1,5' behind 'b' where a finite number belongs. Correct it, or remove the line. A decimal sign is a point")]
    [InlineData("a 1 2\nb  2\n", "line 2, has '' behind 'b' where a finite number belongs")]
    [InlineData("a 1 NaN\n", "line 1, has 'NaN' behind 'a' where a finite number belongs")]
    [InlineData("a 1 -Infinity\n", "line 1, has '-Infinity' behind 'a' where a finite number belongs")]
    [InlineData("a 1 1e60\n", "line 1, has '1e60' behind 'a' where a finite number belongs")]
    [InlineData("a 1\n\0\0 2\n", "line 2, holds bytes that are no UTF-8 text")]
    [InlineData("a 1\nb 2\na 3\n", "line 3, holds 'a' for a second time")]
    public void AMessageNamesTheFileAndTheLine(string text, string problem)
    {
        string message = Assert.Throws<InvalidDataException>(() => Load(text)).Message;

        Assert.StartsWith($"'{_path}'", message, StringComparison.Ordinal);
        Assert.Contains(problem, message, StringComparison.Ordinal);
    }

    [Fact]
    public void AWordThatIsNotUtf8IsNamedByItsLine()
    {
        File.WriteAllBytes(_path, [.. "a 1\n"u8, 0xB0, 0xA1, .. " 2\n"u8]);
        Assert.Contains("line 2, holds bytes that are no UTF-8 text", Assert.Throws<InvalidDataException>(() => WordVectors.Load(_path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NumbersAreReadAlikeInEveryCulture()
    {
        var before = Thread.CurrentThread.CurrentCulture;
        try
        {
            Thread.CurrentThread.CurrentCulture = new System.Globalization.CultureInfo("de-DE");
            Assert.Equal([1.5f], VectorOf(Load("a 1.5\n"), "a"));
        }
        finally
        {
            Thread.CurrentThread.CurrentCulture = before;
        }
    }

    [Fact]
    public void AFileThatIsAbsentIsNamed() => Assert.Throws<FileNotFoundException>(() => WordVectors.Load(_path + ".absent"));

    [Fact]
    public void AColumnGetsTheVectorsOfItsValues()
    {
        var rows = Dataset.From([new Row("i1", "音质很好"), new Row("i2", null), new Row("i1", "no such text"), new Row("i3", "音质很好")]);
        var vectors = Load("3 2\ni1 1 2\n音质很好 3 4\ni3 5 6\n");

        var changed = rows.WithVectors("Item", vectors).WithVectors("Title", vectors, name: "meaning");

        Assert.Equal(["1 2", null, "1 2", "5 6"], Texts(changed, "Item.vector"));
        Assert.Equal(["3 4", null, null, "3 4"], Texts(changed, "meaning"));
        Assert.Equal((FeatureKind.Vector, FeatureRole.ItemFeature, 2), (changed.Schema["Item.vector"].Kind, changed.Schema["Item.vector"].Role, changed.Schema["Item.vector"].Width));
        Assert.Equal(rows.Schema["Title"].Role, changed.Schema["meaning"].Role);
        Assert.Equal(2, changed.Column<VectorColumn>("Item.vector").VectorCount);
        Assert.Contains("'meaning'", Assert.Throws<ArgumentException>(() => changed.WithVectors("Item", vectors, "meaning")).Message, StringComparison.Ordinal);
    }

    private sealed record Row([Item] string Item, [Text] string? Title);

    private static string?[] Texts(Dataset rows, string column) => [.. Enumerable.Range(0, rows.Count).Select(row => rows[column].TextAt(row))];

    private static float[] VectorOf(WordVectors vectors, string word) => vectors.TryGet(word, out var vector) ? vector.ToArray() : [];

    private WordVectors Load(string text, params string[] onlyFor)
    {
        File.WriteAllText(_path, text);
        return WordVectors.Load(_path, onlyFor.Length == 0 ? null : onlyFor);
    }
}
