using System.Globalization;
using System.Text;
using CsCheck;

namespace DeepRec.Tests.Data;

/// <summary>Files read by blocks give the columns, and the errors, that the careful way gives.</summary>
public class PlainCsvTests
{
    private static readonly FeatureSchema Schema = new([Feature.Category("a"), Feature.Number("c"), Feature.DateTime("d"), Feature.Categories("b")]);

    private static readonly Gen<string> Text = Gen.OneOf("u", "12", " ", "品", "é", "a longer text", "1234567", "12345678", "NA", "").Array[0, 3].Select(string.Concat);
    private static readonly Gen<string> Number = Gen.OneOf("", "NA", "-1", " 3", "0", "4.5", "4.", ".5", "1e3", "0.123456789", "+7", "-0", "007", "16777217", "3.x");
    private static readonly Gen<string> Time = Gen.OneOf("", "NA", "0", "978300760", "978300760000", "2024-05-01", "2024-05-01T10:00:01Z", " 2024-05-01 ", "soon");
    private static readonly Gen<string> Odd = Gen.OneOf("", "\r\n", "  \n", "x,y\n", "\"q\",1,2,3\n", "a,1,2\r,3\n", "a,\"1\",2,\"x\r\ny\"\r\n", ",,,\n", "a,1,2,3,4\n", "\uFEFFa,1,2,3\n");

    private static readonly Gen<string> Row = Gen.Select(Text, Number, Time, Text, Gen.OneOf("\n", "\r\n"), (a, c, d, b, end) => $"{a},{c},{d},{b}{end}");
    private static readonly Gen<string> Rows = Gen.Frequency((12, Row), (1, Odd)).Array[0, 40].Select(string.Concat);

    public static TheoryData<string> Lines => ["\n", "\r\n"];

    [Fact]
    public void AnyFileIsReadAlike() => Gen.Select(Rows, Gen.Bool, Gen.Bool, Gen.Bool, Gen.Byte).Sample((rows, hasHeader, hasMark, isCut, stray) =>
    {
        string text = $"{(hasMark ? "\uFEFF" : "")}{(hasHeader ? "a,c,d,b\n" : "")}{rows}";
        byte[] bytes = Encoding.UTF8.GetBytes(isCut ? text.TrimEnd() : text);
        if (stray % 8 == 0 && bytes.Length > 20) bytes[20 + (stray % (bytes.Length - 20))] = 0xFF;
        AssertAlike(bytes, new CsvOptions { HasHeader = hasHeader, MissingValues = ["NA"] });
    }, iter: 3000);

    [Theory]
    [MemberData(nameof(Lines))]
    public void LinesMayStandOnTheBorderOfABlock(string end)
    {
        var text = new StringBuilder($"a,c,d,b{end}");
        for (int row = 0; row < 20_000; row++) text.Append(CultureInfo.InvariantCulture, $"{new string('x', row % 23)}{row % 97},{row % 10 / 2.0:F1},{978_300_760 + row},{row % 5}|{row % 7}{end}");
        for (int shift = 0; shift < 3; shift++) AssertAlike(Encoding.UTF8.GetBytes(text.ToString().Insert(7 + end.Length, new string('y', shift))), new CsvOptions());
        AssertAlike(Encoding.UTF8.GetBytes($"{text}\"late\",1,2,3{end}x,1,2,3"), new CsvOptions());
        AssertAlike(Encoding.UTF8.GetBytes($"{text}{new string('z', 200_000)},1,2,3{end}x,1,2,3"), new CsvOptions());
    }

    [Fact]
    public void TheErrorIsTheFirstByRows()
    {
        var error = Assert.Throws<DatasetException>(() => Dataset.FromCsv(new MemoryStream("a,c,d,b\nx,1,2,3\nx,1,soon,3\nx,one,2,3\n"u8.ToArray()), Schema));

        Assert.Equal((2, "d", "soon"), (error.Row, error.Column, error.Value));
    }

    [Fact]
    public void AStreamThatGivesLittleAtATimeIsReadAlike()
    {
        byte[] bytes = Encoding.UTF8.GetBytes("a,c,d,b\n" + string.Concat(Enumerable.Range(0, 300).Select(row => $"u{row % 9},{row}.5,{row},x\n")));
        using var slow = new SlowStream(bytes);

        Assert.Equal(Describe(Dataset.FromCsv(new MemoryStream(bytes), Schema)), Describe(Dataset.FromCsv(slow, Schema)));
        Assert.True(slow.CanRead); // it stays open
    }

    private static void AssertAlike(byte[] bytes, CsvOptions options)
    {
        string expected = DescribeOrError(() => ReadCarefully(bytes, options));
        Assert.Equal(expected, DescribeOrError(() => Dataset.FromCsv(new MemoryStream(bytes), Schema, options)));
    }

    private static string DescribeOrError(Func<Dataset> read)
    {
        try
        {
            return Describe(read());
        }
        catch (DatasetException e)
        {
            return e.Message;
        }
    }

    private static string Describe(Dataset rows)
    {
        var (a, b) = (rows.Column<CategoryColumn>("a"), rows.Column<CategoriesColumn>("b"));
        return string.Join(
            '|', string.Join('/', a.Values), string.Join(' ', a.Codes.ToArray()), string.Join('/', b.Values), string.Join(' ', b.Codes.ToArray()), string.Join(' ', b.Offsets.ToArray()),
            string.Join(' ', rows.Column<NumberColumn>("c").Values.ToArray().Select(BitConverter.SingleToInt32Bits)), string.Join(' ', rows.Column<DateTimeColumn>("d").Ticks.ToArray()));
    }

    private static Dataset ReadCarefully(byte[] bytes, CsvOptions options)
    {
        using var source = new CsvSource(new MemoryStream(bytes), options, "The stream");
        var builder = new DatasetBuilder(Schema);
        while (source.Read())
        {
            if (source.Width < Schema.Count) return Dataset.FromCsv(new MemoryStream(bytes), Schema, options); // no position for a column: an error either way
            builder.BeginRow();
            for (int i = 0; i < Schema.Count; i++) builder.AppendText(i, source.Field(i));
        }

        return builder.Build();
    }

    private sealed class SlowStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, 7));

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, 7)]);
    }
}
