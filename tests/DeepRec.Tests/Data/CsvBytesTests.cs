using System.Text;
using CsCheck;

namespace DeepRec.Tests.Data;

public class CsvBytesTests
{
    private static readonly FeatureSchema Schema = new([Feature.Category("a"), Feature.Categories("b"), Feature.Number("c"), Feature.DateTime("d")]);

    private static readonly Gen<string> Text = Gen.OneOf("u", "12", " ", "\"\"", "品", "é", "　", "😀", "|", "NA", "-1").Array[0, 5].Select(string.Concat);
    private static readonly Gen<string> Number = Gen.OneOf("", "NA", "-1", "-1 ", " -1", "0", "4.5", " 3", "1e3", "0.123456789", "NaN", "+7", "-0", "007", "16777217");
    private static readonly Gen<string> Time = Gen.OneOf("", "NA", "-1", "978300760", "978300760000", "2024-05-01", "2024-05-01T10:00:01Z", " 2024-05-01 ", "01-Jan-1995", "2024-05-01 10:00:00+08:00");

    private static readonly Gen<string> Rows = Gen.Select(Quoted(Text), Quoted(Text), Quoted(Number), Quoted(Time)).Select((a, b, c, d) => $"{a},{b},{c},{d}\r\n").Array[1, 40].Select(string.Concat);

    [Fact]
    public void FieldsReadByTheirBytesAreThoseReadAsText() => Gen.Select(Rows, Gen.OneOf("utf-8", "utf-16", "utf-8 without quotes")).Sample((text, how) =>
    {
        var options = new CsvOptions { HasHeader = false, MissingValues = ["NA", "-1"], Encoding = how == "utf-16" ? Encoding.Unicode : null, Quote = how.EndsWith("quotes", StringComparison.Ordinal) ? null : '"' };
        if (options.Quote is null) text = text.Replace("\"", "", StringComparison.Ordinal);
        byte[] bytes = (options.Encoding ?? Encoding.UTF8).GetBytes(text);

        var read = Dataset.FromCsv(new MemoryStream(bytes), Schema, options);
        var plain = ReadAsText(bytes, options);

        Assert.Equal(plain.Count, read.Count);
        Assert.Equal(plain.Column<CategoryColumn>("a").Values, read.Column<CategoryColumn>("a").Values);
        Assert.Equal(plain.Column<CategoryColumn>("a").Codes, read.Column<CategoryColumn>("a").Codes);
        Assert.Equal(plain.Column<CategoriesColumn>("b").Values, read.Column<CategoriesColumn>("b").Values);
        Assert.Equal(plain.Column<CategoriesColumn>("b").Codes, read.Column<CategoriesColumn>("b").Codes);
        Assert.Equal(plain.Column<CategoriesColumn>("b").Offsets, read.Column<CategoriesColumn>("b").Offsets);
        Assert.Equal(Bits(plain), Bits(read));
        Assert.Equal(plain.Column<DateTimeColumn>("d").Ticks, read.Column<DateTimeColumn>("d").Ticks);
    });

    [Fact]
    public void ALargeFileAllocatesItsColumnsAndLittleElse()
    {
        const int Rows = 200_000;
        var schema = new FeatureSchema([Feature.User("user"), Feature.Item("item"), Feature.Label("rating"), Feature.Timestamp("at")]);
        var text = new StringBuilder("user,item,rating,at\n");
        for (int row = 0; row < Rows; row++) text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{row * 7 % 1000},item-{row * 11 % 3000},{row % 10 / 2}.5,{978_300_760 + row}\n");
        byte[] bytes = Encoding.UTF8.GetBytes(text.ToString());

        long least = Enumerable.Range(0, 5).Min(_ => // others may have emptied the pool that blocks are lent from
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Dataset.FromCsv(new MemoryStream(bytes), schema, new CsvOptions { Threads = 1 });
            return GC.GetAllocatedBytesForCurrentThread() - before;
        });

        Assert.InRange(least / (double)Rows, 20, 26); // 20 of the columns; the rest are 4,000 texts with their tables, and the reader's buffers
    }

    private static Dataset ReadAsText(byte[] bytes, CsvOptions options)
    {
        using var source = new CsvSource(new MemoryStream(bytes), options);
        var builder = new DatasetBuilder(Schema);
        while (source.Read())
        {
            builder.BeginRow();
            for (int i = 0; i < Schema.Count; i++) builder.AppendText(i, source.Field(i));
        }

        return builder.Build();
    }

    private static int[] Bits(Dataset rows) => [.. rows.Column<NumberColumn>("c").Values.ToArray().Select(BitConverter.SingleToInt32Bits)];

    // As it is, in quotes, or in quotes with blanks around them.
    private static Gen<string> Quoted(Gen<string> text) => Gen.Select(text, Gen.Int[0, 3]).Select((field, how) => how switch
    {
        0 => $"\"{field}\"",
        1 => $" \"{field}\" ",
        _ => field.Replace("\"\"", "", StringComparison.Ordinal),
    });
}
