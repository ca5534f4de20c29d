namespace DeepRec.Preprocessing;

/// <summary>
/// From latitude and longitude to geohash cells, coarse to fine: for each precision a category in the column <c>"&lt;latitude&gt;.geo&lt;precision&gt;"</c>.
/// A place that no training row held still shares its coarser cells with known ones. The two columns go, unless they are asked to stay.
/// </summary>
/// <remarks>
/// <see cref="CategoryVocabulary"/> goes after it on each column; with a minimum count, since fine cells are many. Cells have edges: two neighbours may lie in
/// different ones. What it learns is only how many training rows had no place. Immutable; safe from many threads.
/// </remarks>
/// <param name="latitude">A column of degrees north, −90 … 90.</param>
/// <param name="longitude">A column of degrees east, −180 … 180. Its role is that of the latitude.</param>
public sealed class GeoCells(string latitude, string longitude) : PreprocessingStep
{
    /// <summary>How many characters the cells have, rising, 1 … 8. At the equator a cell of 3 is 156 km wide, of 4 39 km, of 5 4.9 km, of 6 1.2 km, of 8 38 m.</summary>
    /// <value>Default 3, 4, 5: region, town, quarter.</value>
    /// <exception cref="ArgumentException">There is none, one is out of range, or they do not rise.</exception>
    public IReadOnlyList<int> Precisions { get; init => field = FittedGeoCells.Check(value); } = [3, 4, 5];

    /// <summary>Whether exactly (0, 0), in the sea south of Ghana, is what a device says that knows no place.</summary>
    /// <value>Default <see langword="true"/>.</value>
    public bool ZeroIsMissing { get; init; } = true;

    /// <summary>Whether the degrees themselves stay, as two columns of numbers that reach the model.</summary>
    /// <value>Default <see langword="false"/>: as a number a degree says little of a place. Steps after this one do not find the columns then.</value>
    public bool KeepCoordinates { get; init; }

    /// <inheritdoc/>
    public override FittedStep Fit(TrainingSet training)
    {
        ArgumentNullException.ThrowIfNull(training);
        var fitted = new FittedGeoCells(latitude, longitude, Precisions, ZeroIsMissing, KeepCoordinates, 0, 0);
        int missing = 0, invalid = 0;
        foreach (var part in training.Partitions)
        {
            var (ofPart, wrong) = fitted.CountWithoutPlace(part);
            (missing, invalid) = (missing + ofPart, invalid + wrong);
        }

        return fitted with { MissingRows = missing, InvalidRows = invalid };
    }
}
