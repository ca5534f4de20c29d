using System.Globalization;
using System.Text;
using CsvHelper;
using DeepRec.Preprocessing;

namespace DeepRec.Peers;

/// <summary>A million ratings as CSV in memory, and ways to read them.</summary>
internal sealed class IngestWork
{
    public const int Rows = 1_000_000;
    private const int Users = 6_040, Items = 3_952;

    private static readonly FeatureSchema Schema = new([Feature.User("user"), Feature.Item("item"), Feature.Label("rating"), Feature.Timestamp("timestamp")]);

    /// <summary>Lines such as <c>1193,661,3.5,978302109</c> in no order; items as unevenly as the square of a uniform number.</summary>
    public byte[] Text { get; } = Write();

    public double Megabytes => Text.Length * 1e-6;

    /// <summary>Into columns of a dataset.</summary>
    public Dataset Read(int threads = 1)
    {
        using var stream = new MemoryStream(Text);
        return Dataset.FromCsv(stream, Schema, new CsvOptions { Threads = threads });
    }

    /// <summary>Fits the steps that the schema suggests, and applies them.</summary>
    public static Dataset Encode(Dataset rows, int threads = 1)
    {
        var pipeline = PreprocessingPipeline.Default(Schema);
        pipeline.Threads = threads;
        return pipeline.FitTransform(new TrainingSet(rows)).Encoded;
    }

    /// <summary>CsvHelper alone: each field as bytes, nothing done with them.</summary>
    /// <param name="isRaw">As they stand in the file; else without quotes and blanks.</param>
    public long SplitByCsvHelper(bool isRaw)
    {
        using var stream = new MemoryStream(Text);
        using var csv = CsvReader.Create(stream, new CsvReaderOptions { Separator = ',', TrimWhitespace = true });
        long length = 0;
        while (csv.Read()) for (int field = 0; field < 4; field++) length += (isRaw ? csv.GetRawSpan(field) : csv.GetSpan(field)).Length;
        return length;
    }

    /// <summary>Ends where the two sides read something else.</summary>
    public void Check(Dataset encoded)
    {
        var theirs = HandWrittenRatings.Read(Text);
        var rows = Read();
        bool same = theirs.Count == Rows && encoded.Count == Rows
            && encoded.Column<NumberColumn>("rating").Values.SequenceEqual(theirs.Ratings)
            && Enumerable.Range(0, Rows).All(row => SameAt(rows, "user", row, theirs.Users[row]) && SameAt(rows, "item", row, theirs.Items[row])
                && encoded.Column<DateTimeColumn>("timestamp").Ticks[row] == DateTimeOffset.FromUnixTimeSeconds(theirs.Seconds[row]).Ticks);
        if (!same) throw new InvalidOperationException("The two sides read different rows.");
    }

    private static bool SameAt(Dataset rows, string column, int row, int id) => rows[column].TextAt(row) == id.ToString(CultureInfo.InvariantCulture);

    private static byte[] Write()
    {
        var random = new Random(1);
        var text = new StringBuilder("user,item,rating,timestamp\n", 25 * Rows);
        for (int row = 0; row < Rows; row++)
        {
            double item = random.NextDouble();
            text.Append(CultureInfo.InvariantCulture, $"{random.Next(Users) + 1},{(int)(item * item * Items) + 1},{random.Next(1, 11) / 2.0:F1},{random.NextInt64(956_703_932, 1_046_454_591)}\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
