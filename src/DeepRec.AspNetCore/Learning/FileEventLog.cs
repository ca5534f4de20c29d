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
    private const int PartBytes = 1 << 16;

    private readonly SemaphoreSlim _one = new(1);
    private readonly string _path;
    private FileStream _file;
    private long _trimmed; // the position of the first event
    private long _first; // where it stands in the file
    private bool _isDisposed;

    /// <param name="path">The file; made where it is not there, with its folder.</param>
    /// <exception cref="IOException">Another process has it open, or it cannot be written.</exception>
    public FileEventLog(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        _path = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        File.Delete(_path + Temporary); // of a process that ended while it forgot
        _file = Open(FileMode.OpenOrCreate);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A value of the event is none that would come back: it may be a text, a finite number, true or false, a time, or texts.</exception>
    public async ValueTask AppendAsync(TUser user, RecentEvent<TItem> done, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(done);
        byte[] line = [.. JsonSerializer.SerializeToUtf8Bytes(new Line(user, done.Item, done.At, done.Values.ToDictionary(value => value.Key, value => Element(value.Key, value.Value)))), (byte)'\n'];
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var file = Opened();
            long end = file.Length;
            try
            {
                file.Position = end;
                file.Write(line);
                file.Flush(flushToDisk: true);
            }
            catch
            {
                file.SetLength(end); // the next line begins on its own
                throw;
            }
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<LoggedEvent<TUser, TItem>>> ReadAsync(long after, int most, CancellationToken cancellationToken = default)
    {
        var events = new List<LoggedEvent<TUser, TItem>>();
        byte[] part = new byte[PartBytes];
        for (long position = after; events.Count < most;)
        {
            (position, int read) = await FillAsync(part, position, cancellationToken).ConfigureAwait(false);
            if (read == 0) break;
            int told = Tell(part.AsSpan(0, read), position, most, events);
            if (told == 0) part = new byte[checked(2 * part.Length)]; // a line that is longer
            position += told;
        }

        return events;
    }

    /// <inheritdoc/>
    public async ValueTask<long> EndAsync(CancellationToken cancellationToken = default)
    {
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            Opened();
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
            var file = Opened();
            if (until > End) throw new ArgumentOutOfRangeException(nameof(until), until, $"The log ends at {End}. It is another one than that which gave the position.");
            if (until <= _trimmed) return;
            using (var left = new FileStream(_path + Temporary, FileMode.Create))
            {
                left.Write([.. JsonSerializer.SerializeToUtf8Bytes(new Beginning(until)), (byte)'\n']);
                file.Position = _first + (until - _trimmed);
                await file.CopyToAsync(left, cancellationToken).ConfigureAwait(false);
                left.Flush(flushToDisk: true);
            }

            file.Dispose();
            File.Move(_path + Temporary, _path, overwrite: true);
            Opened();
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        _file.Dispose();
        _one.Dispose();
    }

    private long End => _trimmed + (_file.Length - _first);

    // The file. Where it could not be put in the place of the log, or not be opened again when something was forgotten, it is opened now.
    private FileStream Opened()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return _file.CanRead ? _file : _file = Open(FileMode.Open);
    }

    // Reads on from a position, or from the first event that is left, as much as there is room for.
    private async ValueTask<(long Position, int Read)> FillAsync(byte[] part, long after, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false); // a line is there in whole or not at all
        try
        {
            var file = Opened();
            if (after < 0 || after > End) throw new ArgumentOutOfRangeException(nameof(after), after, $"The log ends at {End}. It is another one than that which gave the position.");
            long start = Math.Max(after, _trimmed);
            file.Position = _first + (start - _trimmed);
            return (start, await file.ReadAtLeastAsync(part, part.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false));
        }
        finally
        {
            _one.Release();
        }
    }

    // Adds the events of whole lines, and says how many bytes those are.
    private static int Tell(ReadOnlySpan<byte> bytes, long position, int most, List<LoggedEvent<TUser, TItem>> events)
    {
        int told = 0;
        while (events.Count < most && bytes[told..].IndexOf((byte)'\n') is >= 0 and var length)
        {
            var line = JsonSerializer.Deserialize<Line>(bytes.Slice(told, length))!;
            told += length + 1;
            var values = line.Values.ToDictionary(one => one.Key, one => BodyValues.TryRead(one.Value, out object? value) ? value : null, StringComparer.Ordinal);
            events.Add(new LoggedEvent<TUser, TItem>(position + told, line.User, new RecentEvent<TItem>(line.Item) { At = line.At, Values = values }));
        }

        return told;
    }

    private static JsonElement Element(string name, object? value)
    {
        var element = JsonSerializer.SerializeToElement(value);
        return BodyValues.TryRead(element, out _) ? element : throw new ArgumentException($"The value '{value}' of '{name}' cannot be kept in the log: it may be a text, a finite number, true or false, a time, or texts.");
    }

    private FileStream Open(FileMode mode)
    {
        var file = new FileStream(_path, mode, FileAccess.ReadWrite, FileShare.Read, bufferSize: 1);
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
