namespace DeepRec.Quality;

/// <summary>What is known of a CSV file; the rest is guessed.</summary>
/// <param name="Label">The column to be predicted.</param>
/// <param name="Stated">Columns whose meaning is stated.</param>
/// <param name="Options">How the file is written.</param>
internal sealed record CsvMapping(string Label, IReadOnlyList<Feature> Stated, CsvOptions Options);
