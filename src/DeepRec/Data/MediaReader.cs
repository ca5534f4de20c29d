namespace DeepRec;

/// <summary>
/// How a file of some modality (a picture, a sound) becomes a vector of fixed width. <see cref="Apply(Dataset, string)"/> puts such vectors in the
/// place of a column of paths, before rows are split: tables, requests and saved files then hold the vectors, and no file is needed again.
/// </summary>
/// <remarks>
/// Deriving: a sealed record whose <see cref="DecodeContent"/> gives <see cref="VectorWidth"/> finite numbers or throws <see cref="InvalidDataException"/>,
/// looks at sizes before it makes room for them, and may be called by many threads. Immutable; safe from many threads.
/// </remarks>
public abstract record MediaReader
{
    /// <summary>The folder that paths are relative to, and that they may not leave: one that does, by <c>..</c> or as an absolute path, is not read. Links are followed.</summary>
    /// <value>Default <see langword="null"/>: paths are taken as they are. Give a folder where paths come from others.</value>
    public string? Root { get; init; }

    /// <summary>The longest file that is read, in bytes.</summary>
    /// <value>Default 33,554,432 (32 MiB); 1 to 1 GiB.</value>
    public int MaxBytes { get; init => field = value is > 0 and <= 1 << 30 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "MaxBytes is 1 to 1,073,741,824."); } = 32 << 20;

    /// <summary>Whether a file that is absent, broken or too large ends the reading with an error.</summary>
    /// <value>Default <see langword="false"/>: its rows have no vector, and the report counts it.</value>
    public bool IsStrict { get; init; }

    /// <summary>Numbers a vector.</summary>
    public abstract int VectorWidth { get; }

    /// <summary>The vector of a file's content.</summary>
    /// <exception cref="InvalidDataException">It is broken, of no known format or too large; the message says which.</exception>
    protected abstract float[] DecodeContent(ReadOnlyMemory<byte> content);

    /// <summary>The vector of a file's content: for a request, or a row whose content does not come from a file.</summary>
    /// <exception cref="InvalidDataException">It is broken, of no known format or too large.</exception>
    public float[] Decode(ReadOnlyMemory<byte> content)
    {
        if (content.Length > MaxBytes) throw new InvalidDataException($"It is longer than {MaxBytes} bytes (MaxBytes).");
        float[] vector = DecodeContent(content);
        return vector.Length == VectorWidth ? vector : throw new InvalidOperationException($"{GetType().Name} made {vector.Length} numbers of a file and says that it makes {VectorWidth}.");
    }

    /// <summary>The vector of a file.</summary>
    /// <exception cref="IOException">The file is absent or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    /// <exception cref="InvalidDataException">It is broken, of no known format, too large, or not below <see cref="Root"/>.</exception>
    public float[] Read(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        using var stream = new FileStream(Resolve(path), FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        if (stream.Length > MaxBytes) throw new InvalidDataException($"It is longer than {MaxBytes} bytes (MaxBytes).");
        byte[] content = new byte[stream.Length];
        return Decode(content.AsMemory(0, stream.ReadAtLeast(content, content.Length, throwOnEndOfStream: false)));
    }

    /// <summary>Puts vectors in the place of a column of paths; each distinct path is read once, and kept once.</summary>
    /// <param name="rows">Rows, or a table of users or items that rows are joined with later. Tables that rows were joined with already are changed too.</param>
    /// <param name="column">A column of the kind <see cref="FeatureKind.Category"/> that holds paths; its role stays.</param>
    /// <exception cref="ArgumentException">There is no such column, or it is of another kind.</exception>
    /// <exception cref="DatasetException">A file is absent, broken or too large and <see cref="IsStrict"/> is set.</exception>
    public Dataset Apply(Dataset rows, string column) => Apply(rows, column, out _);

    /// <inheritdoc cref="Apply(Dataset, string)"/>
    /// <param name="rows">Rows, or a table of users or items that rows are joined with later. Tables that rows were joined with already are changed too.</param>
    /// <param name="column">A column of the kind <see cref="FeatureKind.Category"/> that holds paths; its role stays.</param>
    /// <param name="report">How many files were read, and what was wrong with others.</param>
    public Dataset Apply(Dataset rows, string column, out MediaReport report)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(column);
        var paths = rows.Column<CategoryColumn>(column);
        Dataset?[] tables = [rows.Users is { } users && users.Schema.Contains(column) ? users : null, rows.Items is { } items && items.Schema.Contains(column) ? items : null];
        // One column for all, so that they share the vectors.
        var all = (CategoryColumn)paths.Append([.. tables.OfType<Dataset>().Select(table => table.Column<CategoryColumn>(column))]);
        var vectors = ReadAll(all, column, out report);

        int start = rows.Count;
        var changed = With(rows, column, Part(vectors, 0, rows.Count));
        for (int i = 0; i < tables.Length; i++)
        {
            if (tables[i] is not { } table) continue;
            tables[i] = With(table, column, Part(vectors, start, table.Count));
            start += table.Count;
        }

        return changed.WithTables(tables[0] ?? rows.Users, tables[1] ?? rows.Items);
    }

    private Dataset With(Dataset rows, string column, Column vectors) => rows.With(Feature.Vector(column, VectorWidth, rows.Schema[column].Role), vectors);

    private static Column Part(VectorColumn vectors, int first, int count) => vectors.Select([.. Enumerable.Range(first, count)]);

    private VectorColumn ReadAll(CategoryColumn paths, string column, out MediaReport report)
    {
        int[] used = [.. paths.CountValues().Select((count, code) => (count, code)).Where(entry => entry.count > 0).Select(entry => entry.code)];
        var files = used.AsParallel().AsOrdered().Select(code => TryRead(paths.Values[code])).ToArray();
        var problems = new List<string>();
        int failed = 0;
        var builder = new VectorColumnBuilder(VectorWidth, isStated: true, separator: '|');
        var places = new int[paths.Values.Count];
        for (int i = 0; i < used.Length; i++)
        {
            string path = paths.Values[used[i]];
            places[used[i]] = i;
            string? problem = files[i].Problem ?? (builder.TryAppend(files[i].Vector!) ? null : "It gives numbers that are not finite.");
            if (problem is null) continue;
            if (IsStrict) throw new DatasetException(column, paths.Codes.IndexOf(used[i]) + 1, path, "a file that can be read", $"{problem} Correct the path or the file, leave it blank, or set IsStrict = false.");
            builder.AppendMissing();
            failed++;
            if (problems.Count < MediaReport.MostProblems) problems.Add($"'{path}': {problem}");
        }

        report = new MediaReport(used.Length - failed, failed, problems);
        var read = (VectorColumn)builder.Build(); // a row for each path
        return new VectorColumn([.. paths.Codes.ToArray().Select(code => code == CategoryColumn.Missing ? VectorColumn.Missing : read.Codes[places[code]])], read.Values.ToArray(), VectorWidth);
    }

    private (float[]? Vector, string? Problem) TryRead(string path)
    {
        try
        {
            return (Read(path), null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException or ArgumentException or NotSupportedException)
        {
            return (null, e is FileNotFoundException or DirectoryNotFoundException ? "There is no such file." : e is InvalidDataException ? e.Message : $"It cannot be read ({e.GetType().Name}).");
        }
    }

    private string Resolve(string path)
    {
        if (Root is null) return path;
        string root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(Root)) + Path.DirectorySeparatorChar;
        string full = Path.GetFullPath(path, root);
        return full.StartsWith(root, StringComparison.Ordinal) ? full : throw new InvalidDataException("Its path leads out of the folder Root.");
    }
}
