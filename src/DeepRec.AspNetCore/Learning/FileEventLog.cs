using System.Text.Json;

namespace DeepRec.AspNetCore;

/// <summary>
/// Events in a file, a line of JSON each, flushed to the disk before they are acknowledged. Positions are bytes of the log as it would be had nothing been forgotten; where
/// something was, the first line says up to where. For one process at a time.
/// </summary>
/// <typeparam name="TUser">The type of user ids.</typeparam>
/// <typeparam name="TItem">The type of item ids.</typeparam>
/// <remarks>Safe from many threads at once. A line that a killed process left half is cut off when the file is opened: it was not acknowledged.</remarks>
public sealed class FileEventLog<TUser, TItem> : IEventLog<TUser, TItem>, IDisposable
    where TUser : notnull
    where TItem : notnull
{
    private const string Temporary = ".trimmed.tmp";

    private readonly SemaphoreSlim _one = new(1);
    private readonly string _path;
    private FileStream _file;
    private long _trimmed; // the position of the first event
    private long _first; // where it stands in the file

    /// <param name="path">The file; made where it is not there, with its folder.</param>
    /// <exception cref="IOException">Another process has it open, or it cannot be written.</exception>
    public FileEventLog(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        _path = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        File.Delete(_path + Temporary); // of a process that ended while it forgot
        _file = Open();
    }

    /// <inheritdoc/>
    public async ValueTask AppendAsync(TUser user, RecentEvent<TItem> done, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(done);
        byte[] line = [.. JsonSerializer.SerializeToUtf8Bytes(new Line(user, done.Item, done.At, done.Values.ToDictionary(value => value.Key, value => JsonSerializer.SerializeToElement(value.Value)))), (byte)'\n'];
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        long end = _file.Length;
        try
        {
            _file.Position = end;
            _file.Write(line);
            _file.Flush(flushToDisk: true);
        }
        catch
        {
            _file.SetLength(end); // the next line begins on its own
            throw;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<LoggedEvent<TUser, TItem>>> ReadAsync(long after, int most, CancellationToken cancellationToken = default)
    {
        byte[] bytes;
        long start;
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false); // a line is there in whole or not at all
        try
        {
            if (after < 0 || after > End) throw new ArgumentOutOfRangeException(nameof(after), after, $"The log ends at {End}. It is another one than that which gave the position.");
            start = Math.Max(after, _trimmed);
            bytes = new byte[End - start];
            _file.Position = _first + (start - _trimmed);
            await _file.ReadExactlyAsync(bytes, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _one.Release();
        }

        var events = new List<LoggedEvent<TUser, TItem>>();
        for (int read = 0; read < bytes.Length && events.Count < most;)
        {
            int length = bytes.AsSpan(read).IndexOf((byte)'\n');
            var line = JsonSerializer.Deserialize<Line>(bytes.AsSpan(read, length))!;
            read += length + 1;
            events.Add(new LoggedEvent<TUser, TItem>(start + read, line.User, new RecentEvent<TItem>(line.Item) { At = line.At, Values = BodyValues.Of(line.Values) }));
        }

        return events;
    }

    /// <inheritdoc/>
    public async ValueTask<long> EndAsync(CancellationToken cancellationToken = default)
    {
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return End;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc/>
    /// <remarks>What is left is written to another file first, which then takes the place of the log in one move.</remarks>
    public async ValueTask TrimAsync(long until, CancellationToken cancellationToken = default)
    {
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (until > End) throw new ArgumentOutOfRangeException(nameof(until), until, $"The log ends at {End}. It is another one than that which gave the position.");
            if (until <= _trimmed) return;
            using (var left = new FileStream(_path + Temporary, FileMode.Create))
            {
                left.Write([.. JsonSerializer.SerializeToUtf8Bytes(new Beginning(until)), (byte)'\n']);
                _file.Position = _first + (until - _trimmed);
                await _file.CopyToAsync(left, cancellationToken).ConfigureAwait(false);
                left.Flush(flushToDisk: true);
            }

            _file.Dispose();
            File.Move(_path + Temporary, _path, overwrite: true);
            _file = Open();
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        _file.Dispose();
        _one.Dispose();
    }

    private long End => _trimmed + (_file.Length - _first);

    private FileStream Open()
    {
        var file = new FileStream(_path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 1);
        try
        {
            file.SetLength(EndOfLastLine(file));
            (_trimmed, _first) = BeginningOf(file);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static long EndOfLastLine(FileStream file)
    {
        long end = file.Length;
        for (; end > 0; end--)
        {
            file.Position = end - 1;
            if (file.ReadByte() == '\n') break;
        }

        return end;
    }

    // What the first line says, and where the next one begins; an event as the first line: nothing was forgotten.
    private static (long Trimmed, long First) BeginningOf(FileStream file)
    {
        var line = new List<byte>();
        file.Position = 0;
        for (int read; (read = file.ReadByte()) >= 0 && read != '\n';) line.Add((byte)read);
        if (line.Count == 0) return (0, 0);
        using var json = JsonDocument.Parse(line.ToArray());
        return json.RootElement.TryGetProperty(nameof(Beginning.ForgottenUntil), out var until) ? (until.GetInt64(), line.Count + 1) : (0, 0);
    }

    private sealed record Beginning(long ForgottenUntil);

    private sealed record Line(TUser User, TItem Item, DateTimeOffset? At, Dictionary<string, JsonElement> Values);
}
