namespace DeepRec.Quality;

/// <summary>Who met which item in which context, parted at random within each user.</summary>
/// <remarks>The columns are <c>user</c>, <c>item</c> and those of <see cref="Contexts"/>.</remarks>
internal sealed record ContextSource
{
    /// <summary>What the data is called in results.</summary>
    public required string Name { get; init; }

    /// <summary>Which rows are tested on, in words.</summary>
    public required string Protocol { get; init; }

    /// <summary>The columns that a request can give.</summary>
    public required IReadOnlyList<string> Contexts { get; init; }

    public required Dataset Train { get; init; }

    public required Dataset Validation { get; init; }

    public required Dataset Test { get; init; }

    /// <summary>Reads a folder.</summary>
    /// <param name="folder">It holds <c>frappe.csv</c>.</param>
    /// <param name="seed">Decides which rows of a user are held out.</param>
    /// <exception cref="FileNotFoundException">The file is not there.</exception>
    /// <exception cref="DatasetException">A line is not of the layout.</exception>
    public static ContextSource Open(string folder, int seed) => FrappeLayout.Read(folder, seed);
}
