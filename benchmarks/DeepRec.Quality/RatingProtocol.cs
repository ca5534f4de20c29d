using System.Globalization;

namespace DeepRec.Quality;

/// <summary>Which rows are tested on.</summary>
/// <param name="Name">As results call it.</param>
/// <param name="Folds">The names of the folds, and what makes each.</param>
internal sealed record RatingProtocol(string Name, IReadOnlyList<(string Name, Func<DataSplit> Split)> Folds)
{
    /// <exception cref="ArgumentException">More than one way is asked for.</exception>
    public static RatingProtocol Of(RatingSource source, string? folds, string? testRows, string? testUsers, double? random, int seed, double? validation)
    {
        if (new object?[] { folds, testRows, testUsers, random }.Count(way => way is not null) > 1) throw new ArgumentException("Give one of --folds, --test-rows, --test-users and --random.");
        if (folds is null && testRows is null && testUsers is null && random is null && File.Exists(Path.Combine(source.Folder, "u1.base"))) folds = "u1,u2,u3,u4,u5";
        var protocol = folds is not null ? new RatingProtocol($"folds {folds}", [.. folds.Split(',').Select(fold => (fold, (Func<DataSplit>)(() => Split.Predefined(source.Read($"{fold}.base"), source.Read($"{fold}.test")))))])
            : testRows is not null ? One($"rows of {Path.GetFileName(testRows)}", "test rows", all => Split.ByRows(all, Lines(testRows).Select(line => int.Parse(line, CultureInfo.InvariantCulture))))
            : testUsers is not null ? One($"users of {Path.GetFileName(testUsers)}", "test users", all => Split.ByUsers(all, Lines(testUsers)))
            : One(string.Create(CultureInfo.InvariantCulture, $"random {random ?? 0.1}, seed {seed}"), "random", all => Split.Random(all, random ?? 0.1, seed));
        return validation is { } fraction ? protocol.OnValidationRows(fraction, seed) : protocol;

        RatingProtocol One(string name, string fold, Func<Dataset, DataSplit> split) => new(name, [(fold, () => split(source.ReadAll()))]);
    }

    // The test rows are not looked at.
    private RatingProtocol OnValidationRows(double fraction, int seed) => new(
        string.Create(CultureInfo.InvariantCulture, $"{Name}, {fraction} of their training rows (validation)"),
        [
            .. Folds.Select(fold => (fold.Name, (Func<DataSplit>)(() =>
            {
                var (train, held) = Split.Validation(fold.Split().Train, fraction, seed);
                return new DataSplit(train, held);
            }))),
        ]);

    private static IEnumerable<string> Lines(string file) => File.ReadLines(file).Select(line => line.Trim()).Where(line => line.Length > 0);
}
