using DeepRec.Preprocessing;

namespace DeepRec.Quality;

/// <summary>Ratings in files of a known layout.</summary>
internal abstract class RatingSource
{
    protected RatingSource(string folder) => Folder = folder;

    /// <summary>Where the files are.</summary>
    public string Folder { get; }

    /// <summary>What the data is called in results.</summary>
    public abstract string Name { get; }

    /// <summary>All ratings, in the order of the file.</summary>
    public abstract Dataset ReadAll();

    /// <summary>The ratings of another file of the same layout.</summary>
    public abstract Dataset Read(string file);

    /// <summary>The steps that suit the columns; <see langword="null"/>: the default.</summary>
    public virtual PreprocessingPipeline? CreatePipeline() => null;

    /// <summary>Finds out which layout it is.</summary>
    /// <param name="path">A folder or a file.</param>
    /// <param name="mapping">For a CSV file of no known layout.</param>
    /// <exception cref="FileNotFoundException">There is nothing, or nothing that is known.</exception>
    public static RatingSource Open(string path, CsvMapping mapping)
    {
        string[] ratings = Directory.Exists(path) ? ["u.data", "ratings.dat", "ratings.csv"] : File.Exists(path) ? [Path.GetFileName(path)] : throw new FileNotFoundException($"There is no file or folder '{path}'.");
        string folder = Directory.Exists(path) ? path : Path.GetDirectoryName(Path.GetFullPath(path))!;
        string file = ratings.FirstOrDefault(name => File.Exists(Path.Combine(folder, name)))
            ?? throw new FileNotFoundException($"The folder '{path}' holds none of {string.Join(", ", ratings)}. Name the file of ratings itself.");
        return file switch
        {
            "u.data" => new MovieLens100K(folder),
            "ratings.csv" when File.Exists(Path.Combine(folder, "movies.csv")) => new MovieLensLatest(folder),
            _ when Path.GetExtension(file) == ".dat" => new MovieLens1M(folder, file),
            _ => new AnyCsv(Path.Combine(folder, file), mapping),
        };
    }

    protected string In(string file) => Path.Combine(Folder, file);
}
