using System.Text;
using System.Text.Json;

namespace DeepRec;

/// <summary>The finished trials of a search as JSON lines, each flushed to the disk; open, and closed to other writers, while the search runs.</summary>
internal sealed class TrialFile : IDisposable
{
    private static readonly JsonSerializerOptions Format = new(Json.Options) { WriteIndented = false };
    private readonly FileStream _stream;

    private TrialFile(FileStream stream, IReadOnlyList<SearchTrial> finished) => (_stream, Finished) = (stream, finished);

    /// <summary>The trials that were in the file when it was opened, from 0 without gaps.</summary>
    public IReadOnlyList<SearchTrial> Finished { get; }

    /// <summary>Opens or makes the file, and cuts off a last line that was not written to its end.</summary>
    public static TrialFile Open(string path, string signature, SearchSpace space)
    {
        string full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        var stream = new FileStream(full, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        try
        {
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            int whole = bytes.AsSpan().LastIndexOf((byte)'\n') + 1; // what stands behind was cut short
            string[] lines = Encoding.UTF8.GetString(bytes, 0, whole).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            var finished = new List<SearchTrial>();
            for (int i = 0; i < lines.Length; i++)
            {
                if (i == 0) CheckHeader(full, lines[0], signature);
                else finished.Add(Read(full, lines[i], i, space));
            }

            stream.SetLength(whole);
            stream.Position = whole;
            var file = new TrialFile(stream, finished);
            if (lines.Length == 0) file.Write(new Header(signature));
            return file;
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    public void Append(SearchTrial trial) =>
        Write(new Line(trial.Number, trial.Point.Names.ToDictionary(name => name, name => JsonSerializer.SerializeToElement(trial.Point[name], Format)), trial.Objective, trial.Failure, trial.Seconds));

    public void Dispose() => _stream.Dispose();

    private static void CheckHeader(string path, string line, string signature)
    {
        string found = Parse<Header>(path, line, 1).Search;
        if (found != signature) throw new InvalidDataException($"The file '{path}' holds another search. It has '{found}', this one is '{signature}'. Give each search a file of its own.");
    }

    private static SearchTrial Read(string path, string text, int number, SearchSpace space)
    {
        var line = Parse<Line>(path, text, number + 1);
        bool isSound = line.Trial == number - 1 && line.Seconds >= 0 && double.IsFinite(line.Seconds) && (line.Objective is null) != (line.Failure is null)
            && line.Point.Keys.Order(StringComparer.Ordinal).SequenceEqual(space.Select(d => d.Name).Order(StringComparer.Ordinal));
        if (!isSound) throw Damaged(path, number + 1, null);
        return new SearchTrial(line.Trial, new SearchPoint([]), line.Objective, line.Failure, line.Seconds);
    }

    private static T Parse<T>(string path, string line, int number)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(line, Format) ?? throw Damaged(path, number, null);
        }
        catch (JsonException e)
        {
            throw Damaged(path, number, e);
        }
    }

    private static InvalidDataException Damaged(string path, int line, Exception? inner) =>
        new($"Line {line} of the file '{path}' is no trial of this search. Restore the file, or delete it to begin anew.", inner);

    private void Write<T>(T line)
    {
        byte[] bytes = [.. JsonSerializer.SerializeToUtf8Bytes(line, Format), (byte)'\n'];
        _stream.Write(bytes);
        _stream.Flush(flushToDisk: true);
    }

    private sealed record Header(string Search);

    private sealed record Line(int Trial, Dictionary<string, JsonElement> Point, double? Objective, string? Failure, double Seconds);
}
