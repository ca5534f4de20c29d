using System.Text.Json;

namespace DeepRec.AspNetCore;

/// <summary>Events in a file, a line of JSON each, flushed to the disk before they are acknowledged. Positions are bytes. For one process at a time.</summary>
/// <typeparam name="TUser">The type of user ids.</typeparam>
/// <typeparam name="TItem">The type of item ids.</typeparam>
/// <remarks>Safe from many threads at once. A line that a killed process left half is cut off when the file is opened: it was not acknowledged.</remarks>
public sealed class FileEventLog<TUser, TItem> : IEventLog<TUser, TItem>, IDisposable
    where TUser : notnull
    where TItem : notnull
{
    private readonly SemaphoreSlim _one = new(1);
    private readonly FileStream _file;

    /// <param name="path">The file; made where it is not there, with its folder.</param>
    /// <exception cref="IOException">Another process has it open, or it cannot be written.</exception>
    public FileEventLog(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        _file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 1);
        try
        {
            _file.SetLength(EndOfLastLine());
        }
        catch
        {
            _file.Dispose();
            throw;
        }
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
        long end = await EndAsync(cancellationToken).ConfigureAwait(false);
        if (after < 0 || after > end) throw new ArgumentOutOfRangeException(nameof(after), after, $"The log ends at {end}. It is another one than that which gave the position.");
        byte[] bytes = new byte[end - after];
        using (var file = new FileStream(_file.Name, FileMode.Open, FileAccess.Read, FileShare.ReadWrite))
        {
            file.Position = after;
            await file.ReadExactlyAsync(bytes, cancellationToken).ConfigureAwait(false);
        }

        var events = new List<LoggedEvent<TUser, TItem>>();
        for (int start = 0; start < bytes.Length && events.Count < most;)
        {
            int length = bytes.AsSpan(start).IndexOf((byte)'\n');
            var line = JsonSerializer.Deserialize<Line>(bytes.AsSpan(start, length))!;
            start += length + 1;
            events.Add(new LoggedEvent<TUser, TItem>(after + start, line.User, new RecentEvent<TItem>(line.Item) { At = line.At, Values = BodyValues.Of(line.Values) }));
        }

        return events;
    }

    /// <inheritdoc/>
    public async ValueTask<long> EndAsync(CancellationToken cancellationToken = default)
    {
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false); // a line is there in whole or not at all
        try
        {
            return _file.Length;
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

    private long EndOfLastLine()
    {
        long end = _file.Length;
        for (; end > 0; end--)
        {
            _file.Position = end - 1;
            if (_file.ReadByte() == '\n') break;
        }

        return end;
    }

    private sealed record Line(TUser User, TItem Item, DateTimeOffset? At, Dictionary<string, JsonElement> Values);
}
