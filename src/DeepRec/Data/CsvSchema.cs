namespace DeepRec;

/// <summary>Guesses the schema of a CSV file from its header and first rows.</summary>
public static class CsvSchema
{
    /// <summary>
    /// Guesses what each column is: number, date-time, category, several categories; which are the user, the item and the time. The guesses
    /// rest on the first <see cref="CsvOptions.InferenceRows"/> rows and on the columns' names. Print the result and review it.
    /// </summary>
    /// <param name="path">The file. Without a header, columns are named by <see cref="CsvOptions.ColumnPositions"/> (only those are read), else <c>column1</c>, <c>column2</c>, …</param>
    /// <param name="label">The name of the column to be predicted.</param>
    /// <param name="options">How the file is written; default: commas, a header, UTF-8.</param>
    /// <param name="overrides">What is known of columns: a feature replaces the guess for the column of its name.</param>
    /// <exception cref="DatasetException">There is no column of the label's or an override's name, the label holds a text, or a row is damaged.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ArgumentException">An override makes the label something else, or two of them claim one role.</exception>
    public static InferredSchema Infer(string path, string label, CsvOptions? options = null, IReadOnlyList<Feature>? overrides = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(label);
        if (overrides?.FirstOrDefault(f => f.Name == label && f.Role != FeatureRole.Label) is { } wrong)
        {
            throw new ArgumentException($"'{label}' is the label and cannot be a {wrong.Kind} with the role {wrong.Role}. Leave it out of the overrides.", nameof(overrides));
        }

        using var stream = InputFile.Open(path);
        return InferFrom(stream, label, options ?? CsvOptions.Default, overrides ?? [], $"'{path}'");
    }

    internal static InferredSchema InferFrom(Stream stream, string label, CsvOptions options, IReadOnlyList<Feature> overrides, string source)
    {
        using var csv = new CsvSource(stream, options, source);
        var (all, rows) = Sample(csv, options.InferenceRows);
        var notes = new List<string>();
        var columns = NameColumns(csv, options, notes);
        string[] headers = [.. columns.Select(c => c.Header)];
        var samples = columns.Select(c => all[c.Position]).ToArray();

        var stated = overrides.Where(f => f.Name != label).ToDictionary(f => PositionOf(f.Name), f => f);
        int labelAt = PositionOf(label);
        var guesses = columns.Select((column, i) => i == labelAt ? GuessLabel(label, samples[i], rows)
            : stated.TryGetValue(i, out var feature) ? new InferredColumn(feature, GuessCertainty.Stated, "stated", samples[i])
            : KindGuess.Of(column.Name, samples[i])).ToArray();
        notes.AddRange(new RoleGuess(guesses, samples).Apply());
        return new InferredSchema(guesses, rows, notes);

        int PositionOf(string name)
        {
            int named = columns.FindIndex(c => c.Name == name);
            return named >= 0 ? named : ColumnNames.PositionOf(name, headers, source);
        }
    }

    private static (ColumnSample[] Samples, int Rows) Sample(CsvSource csv, int limit)
    {
        var samples = csv.Header.Select(_ => new ColumnSample()).ToArray();
        int rows = 0;
        while (rows < limit && csv.Read())
        {
            if (rows++ == 0 && samples.Length == 0) samples = [.. Enumerable.Range(0, csv.Width).Select(_ => new ColumnSample())];
            for (int i = 0; i < samples.Length; i++) samples[i].Add(csv.Field(i));
        }

        return (samples, rows);
    }

    /// <summary>The columns to be read: position in the file, name in the header, name of the feature.</summary>
    private static List<(int Position, string Header, string Name)> NameColumns(CsvSource csv, CsvOptions options, List<string> notes)
    {
        if (!options.HasHeader)
        {
            if (options.ColumnPositions.Count == 0) return [.. Enumerable.Range(0, csv.Width).Select(i => (i, $"column{i + 1}", $"column{i + 1}"))];
            var (name, last) = options.ColumnPositions.MaxBy(pair => pair.Value);
            if (last >= csv.Width) throw new DatasetException(1, $"of {csv.Name} has {csv.Width} fields, so that there is no position {last} for '{name}'", "Check the separator and the ColumnPositions (counted from 0).");
            return [.. options.ColumnPositions.OrderBy(pair => pair.Value).Select(pair => (pair.Value, pair.Key, pair.Key))];
        }

        var names = options.ColumnNames.ToDictionary(pair => pair.Value, pair => pair.Key);
        var columns = new List<(int Position, string Header, string Name)>();
        for (int i = 0; i < csv.Header.Count; i++)
        {
            string header = csv.Header[i];
            if (string.IsNullOrWhiteSpace(header)) notes.Add($"Column {i + 1} has no name and is left out.");
            else columns.Add((i, header, names.GetValueOrDefault(header, header)));
        }

        return columns;
    }

    private static InferredColumn GuessLabel(string label, ColumnSample sample, int rows) => sample.Present == 0 && rows > 0
        ? throw new DatasetException(0, $"The label '{label}' has no value in the first {rows} rows", "Name another column, or check the separator and MissingValues.")
        : sample.FirstThatIsNoNumber is { } text
            ? throw new DatasetException(0, $"The label '{label}' holds '{text}', which is not a finite number", "Name another column, correct the value, or add it to MissingValues.")
            : new InferredColumn(Feature.Label(label), GuessCertainty.Stated, "stated: to be predicted", sample);
}
