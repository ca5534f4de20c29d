namespace DeepRec.Quality;

/// <summary>Any CSV file: what its columns are is stated, or guessed and printed.</summary>
internal sealed class AnyCsv : RatingSource
{
    private readonly string _path;
    private readonly CsvMapping _mapping;
    private FeatureSchema? _schema;

    public AnyCsv(string path, CsvMapping mapping) : base(Path.GetDirectoryName(Path.GetFullPath(path))!) => (_path, _mapping) = (path, mapping);

    public override string Name => Path.GetFileNameWithoutExtension(_path);

    public override Dataset ReadAll() => Read(Path.GetFileName(_path));

    public override Dataset Read(string file) => Dataset.FromCsv(In(file), _schema ??= Infer(In(file)), _mapping.Options);

    private FeatureSchema Infer(string path)
    {
        var inferred = CsvSchema.Infer(path, _mapping.Label, _mapping.Options, _mapping.Stated);
        Console.WriteLine(inferred);
        return inferred.Schema;
    }
}
