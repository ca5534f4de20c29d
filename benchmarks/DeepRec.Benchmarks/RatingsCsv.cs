using System.Globalization;
using System.Text;

namespace DeepRec.Benchmarks;

/// <summary>The generated ratings as CSV. All rows are of one length, so that the size of the text is known before it is written.</summary>
internal static class RatingsCsv
{
    public const int Rows = 1_000_000;
    public const long Bytes = HeaderBytes + Rows * (long)RowBytes;

    private const string Header = "UserId,ItemId,Age,Gender,Occupation,Genre,Year,At,Value\n";
    private const int HeaderBytes = 56, RowBytes = 62;

    public static byte[] Write()
    {
        var text = new StringBuilder(Header, (int)Bytes);
        foreach (var row in RatingRows.Generate(Rows))
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"{row.UserId},{row.ItemId},{row.Age},{row.Gender},{row.Occupation},{row.Genre},{row.Year},{row.At:yyyy-MM-ddTHH:mm:ssZ},{row.Value:F1}\n");
        }

        byte[] bytes = Encoding.UTF8.GetBytes(text.ToString());
        return bytes.Length == Bytes ? bytes : throw new InvalidOperationException($"The CSV has {bytes.Length} bytes, {Bytes} were expected.");
    }
}
