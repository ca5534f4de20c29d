using System.Globalization;
using Microsoft.ML.Data;

namespace DeepRec.Peers;

/// <summary>A rating as ML.NET reads it; ages and years in the buckets that our pipeline makes.</summary>
internal sealed class MlNetRow
{
    private static readonly float[] Ages = [18, 25, 30, 35, 40, 45, 50, 56];

    public required string User { get; init; }

    public required string Item { get; init; }

    public required string Age { get; init; }

    public required string Gender { get; init; }

    public required string Occupation { get; init; }

    public required string[] Genres { get; init; }

    public required string Year { get; init; }

    [ColumnName("Label")]
    public required float Rating { get; init; }

    public required bool Liked { get; init; }

    public static MlNetRow Of(Dataset rows, int row)
    {
        float age = rows.Column<NumberColumn>("age").Values[row], year = rows.Column<NumberColumn>("Year").Values[row], rating = rows.Column<NumberColumn>("rating").Values[row];
        return new MlNetRow
        {
            User = rows["user"].TextAt(row)!,
            Item = rows["item"].TextAt(row)!,
            Age = Ages.Count(edge => age >= edge).ToString(CultureInfo.InvariantCulture),
            Gender = rows["gender"].TextAt(row)!,
            Occupation = rows["occupation"].TextAt(row)!,
            Genres = rows["Genres"].TextAt(row)?.Split(", ") ?? [],
            Year = float.IsNaN(year) ? "" : Math.Clamp((int)((year - 1920) / 5), 0, 15).ToString(CultureInfo.InvariantCulture),
            Rating = rating,
            Liked = rating >= 4,
        };
    }
}
