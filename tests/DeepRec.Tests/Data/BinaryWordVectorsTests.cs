using System.Text;

namespace DeepRec.Tests.Data;

public sealed class BinaryWordVectorsTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    public void EachWordIsFollowedByItsNumbersAsBytes(string lineEnd)
    {
        var vectors = Load("3 2\n", lineEnd, ("warm", [0.5f, -1]), ("很好", [0.001f, 2]), ("New_York", [float.MaxValue, 0]));

        Assert.Equal((3, 2), (vectors.Count, vectors.Width));
        Assert.Equal([0.5f, -1], VectorOf(vectors, "warm"));
        Assert.Equal([0.001f, 2], VectorOf(vectors, "很好"));
        Assert.Equal([float.MaxValue, 0], VectorOf(vectors, "New_York"));
    }

    [Fact]
    public void ManyVectorsAreReadAsTheyWereWritten()
    {
        (string Word, float[] Numbers)[] words = [.. Enumerable.Range(0, 700).Select(i => ($"w{i}", Enumerable.Range(0, 300).Select(j => MathF.Sin((300 * i) + j)).ToArray()))];

        var vectors = Load("700 300\n", "\n", words);

        Assert.All(words, word => Assert.Equal(word.Numbers, VectorOf(vectors, word.Word)));
    }

    [Fact]
    public void OnlyWordsThatAreAskedForAreKept()
    {
        Write("2 1\n", "", ("a", [float.NaN]), ("b", [2]));

        var vectors = WordVectors.Load(_path, onlyFor: ["b", "c"]);

        Assert.Equal(1, vectors.Count);
        Assert.Equal([2], VectorOf(vectors, "b"));
    }

    [Theory]
    [InlineData("3 1\n", "is too short for 3 vectors of 1 numbers")]
    [InlineData("9223372036854775807 1\n", "is too short for 9223372036854775807 vectors")]
    [InlineData("2 2\n", "is too short for 2 vectors of 2 numbers")]
    public void AFileThatIsCutOffIsRefused(string header, string problem) => Assert.Contains(problem, Message(header, ("a", [1]), ("b", [2])), StringComparison.Ordinal);

    [Fact]
    public void AMessageNamesTheFileAndTheWord()
    {
        Assert.Contains("has a number that is not finite in the vector of 'b'", Message("2 1\n", ("a", [1]), ("b", [float.NaN])), StringComparison.Ordinal);
        Assert.Contains("has a number that is not finite in the vector of 'b'", Message("2 1\n", ("a", [1]), ("b", [float.PositiveInfinity])), StringComparison.Ordinal);
        Assert.Contains("holds 'a' for a second time, as vector 2", Message("2 1\n", ("a", [1]), ("a", [2])), StringComparison.Ordinal);
        Assert.Contains("has no word before vector 2 of 2", Message("2 1\n", ("ab", [1]), ("", [2])), StringComparison.Ordinal);
    }

    [Fact]
    public void AWordThatIsNotUtf8IsNamedByItsPlace()
    {
        File.WriteAllBytes(_path, [.. "1 1\n"u8, 0xB0, 0xA1, (byte)' ', 0, 0, 128, 63]);
        Assert.Contains("has a word before vector 1 that is no UTF-8 text", Assert.Throws<InvalidDataException>(() => WordVectors.Load(_path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnotherBinaryFormatIsRefused()
    {
        File.WriteAllBytes(_path, [0xBA, 0x16, 0x4F, 0x2F, 12, 0, 0, 0, (byte)'\n', 0, 0]);
        Assert.Contains("Of binary formats that of word2vec alone is read.", Assert.Throws<InvalidDataException>(() => WordVectors.Load(_path)).Message, StringComparison.Ordinal);
    }

    private static float[] VectorOf(WordVectors vectors, string word) => vectors.TryGet(word, out var vector) ? vector.ToArray() : [];

    private WordVectors Load(string header, string lineEnd, params (string Word, float[] Numbers)[] words)
    {
        Write(header, lineEnd, words);
        return WordVectors.Load(_path);
    }

    private string Message(string header, params (string Word, float[] Numbers)[] words)
    {
        string message = Assert.Throws<InvalidDataException>(() => Load(header, "", words)).Message;
        Assert.StartsWith($"'{_path}' ", message, StringComparison.Ordinal);
        return message;
    }

    private void Write(string header, string lineEnd, params (string Word, float[] Numbers)[] words) => File.WriteAllBytes(
        _path,
        [.. Encoding.UTF8.GetBytes(header), .. words.SelectMany(word => (byte[])[.. Encoding.UTF8.GetBytes(word.Word), (byte)' ', .. word.Numbers.SelectMany(BitConverter.GetBytes), .. Encoding.UTF8.GetBytes(lineEnd)])]);
}
