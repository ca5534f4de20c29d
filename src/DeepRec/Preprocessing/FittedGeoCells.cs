namespace DeepRec.Preprocessing;

/// <summary>The cells of <see cref="GeoCells"/>, and how many rows of training had no place.</summary>
/// <remarks>Immutable; safe from many threads.</remarks>
/// <param name="Latitude">A column of degrees north.</param>
/// <param name="Longitude">A column of degrees east.</param>
/// <param name="Precisions">How many characters the cells have, rising, 1 … 8.</param>
/// <param name="ZeroIsMissing">Whether (0, 0) is no place.</param>
/// <param name="KeepCoordinates">Whether the degrees themselves stay.</param>
/// <param name="MissingRows">Training rows without a coordinate.</param>
/// <param name="InvalidRows">Training rows with coordinates that are no place: out of range, or (0, 0) where that is none.</param>
public sealed record FittedGeoCells(string Latitude, string Longitude, IReadOnlyList<int> Precisions, bool ZeroIsMissing, bool KeepCoordinates, int MissingRows, int InvalidRows) : FittedStep
{
    /// <summary>How many characters the cells have, rising.</summary>
    public IReadOnlyList<int> Precisions { get; } = Check(Precisions);

    /// <inheritdoc/>
    public override Dataset Transform(Dataset rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var (latitudes, longitudes) = Coordinates(rows);
        string?[] finest = [.. Enumerable.Range(0, rows.Count).Select(row => CellOf(latitudes.Values[row], longitudes.Values[row]))];
        foreach (int precision in Precisions)
        {
            // A coarser cell is the beginning of a finer one.
            var cells = new TextInterner();
            int[] codes = [.. finest.Select(cell => cell is null ? CategoryColumn.Missing : cells.CodeOf(cell.AsSpan(0, precision)))];
            rows = Derived.Add(rows, Latitude, FormattableString.Invariant($".geo{precision}"), FeatureKind.Category, new CategoryColumn(codes, cells.Values));
        }

        return KeepCoordinates ? rows : rows.Without(Latitude).Without(Longitude);
    }

    /// <summary>Rows without a coordinate, and rows whose coordinates are no place.</summary>
    internal (int Missing, int Invalid) CountWithoutPlace(Dataset rows)
    {
        var (latitudes, longitudes) = Coordinates(rows);
        int missing = 0, invalid = 0;
        for (int row = 0; row < rows.Count; row++)
        {
            if (latitudes.IsMissing(row) || longitudes.IsMissing(row)) missing++;
            else if (!IsPlace(latitudes.Values[row], longitudes.Values[row])) invalid++;
        }

        return (missing, invalid);
    }

    internal static IReadOnlyList<int> Check(IReadOnlyList<int> precisions)
    {
        ArgumentNullException.ThrowIfNull(precisions);
        bool rises = precisions.Zip(precisions.Skip(1)).All(pair => pair.First < pair.Second);
        if (precisions.Count > 0 && precisions.All(p => p is >= 1 and <= Geohash.MaximumPrecision) && rises) return [.. precisions];
        throw new ArgumentException($"Precisions are 1 … {Geohash.MaximumPrecision} characters, rising; these are {string.Join(", ", precisions)}.", nameof(precisions));
    }

    private (NumberColumn Latitudes, NumberColumn Longitudes) Coordinates(Dataset rows)
    {
        var columns = (Numbers.Of(rows, Latitude), Numbers.Of(rows, Longitude));
        FeatureRole north = rows.Schema[Latitude].Role, east = rows.Schema[Longitude].Role;
        if (north != east) throw new ArgumentException($"'{Latitude}' is a {north} and '{Longitude}' a {east}: one place has one role. Mark both columns alike.", nameof(rows));
        return columns;
    }

    private string? CellOf(float latitude, float longitude) => IsPlace(latitude, longitude) ? Geohash.Of(latitude, longitude, Precisions[^1]) : null;

    // NaN lies in no range.
    private bool IsPlace(float latitude, float longitude) =>
        latitude is >= -90 and <= 90 && longitude is >= -180 and <= 180 && !(ZeroIsMissing && latitude == 0 && longitude == 0);
}
