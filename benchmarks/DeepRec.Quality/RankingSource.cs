namespace DeepRec.Quality;

/// <summary>Who met which item, parted by a published protocol.</summary>
/// <remarks>
/// The columns are <c>user</c>, <c>item</c> and, where an order is known, <c>at</c>. Item ids are numbers drawn by the seed, and users stand in an order
/// drawn by it, so that neither a model nor an order of ties can use the numbering of the file; each part knows the table of all items. A user's rows keep
/// the file's order.
/// </remarks>
internal sealed record RankingSource
{
    /// <summary>The layouts, as the command calls them.</summary>
    public static readonly IReadOnlyList<string> Layouts = ["ncf", "lightgcn", "sequence", "movielens"];

    /// <summary>What the data is called in results.</summary>
    public required string Name { get; init; }

    public required string Layout { get; init; }

    /// <summary>Which rows are tested on, in words.</summary>
    public required string Protocol { get; init; }

    /// <summary>Whether rows have times, real ones or their place in the user's sequence.</summary>
    public required bool HasTime { get; init; }

    /// <summary>The rows to learn from, without those to validate on.</summary>
    public required Dataset Train { get; init; }

    /// <summary>The rows to choose settings on; <see langword="null"/> where the protocol has none.</summary>
    public Dataset? Validation { get; init; }

    public required Dataset Test { get; init; }

    /// <summary>For each test row the items that it is ranked among, distinct and without its own; <see langword="null"/>: among all.</summary>
    public IReadOnlyList<IReadOnlyList<string>>? Negatives { get; init; }

    /// <summary>Negatives of the file that were left out: the test row's own item, and repeats.</summary>
    public int DroppedNegatives { get; init; }

    /// <summary>Train rows, then validation rows: what a refit model learns from, and the history that a test row is asked with.</summary>
    public Dataset TrainAndValidation => Validation is null ? Train : Train.Concat(Validation);

    /// <summary>Reads a layout.</summary>
    /// <param name="path">A folder, or for <c>sequence</c> a file.</param>
    /// <param name="layout">One of <see cref="Layouts"/>.</param>
    /// <param name="seed">Decides the items' ids and the users' order.</param>
    /// <param name="byTime">For <c>movielens</c>: the newest tenth of all rows is tested on, in place of each user's newest.</param>
    /// <exception cref="ArgumentException">There is no such layout.</exception>
    /// <exception cref="FileNotFoundException">A file is not there.</exception>
    /// <exception cref="InvalidDataException">A line is not of the layout; the message names it.</exception>
    public static RankingSource Open(string path, string layout, int seed, bool byTime = false) => layout switch
    {
        "ncf" => NcfLayout.Read(path, seed),
        "lightgcn" => LightGcnLayout.Read(path, seed),
        "sequence" => SequenceLayout.Read(path, seed),
        "movielens" => MovieLensLayout.Read(path, seed, byTime),
        _ => throw new ArgumentException($"There is no layout '{layout}'. There are {string.Join(", ", Layouts)}."),
    };
}
