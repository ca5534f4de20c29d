using System.Runtime.ExceptionServices;

namespace DeepRec;

/// <summary>
/// Reads the plain rows of a CSV file by several threads: the calling one finds rows some blocks ahead, and all of them take columns. A column is read block after block, by one thread at a time, so that
/// its values, and the codes of its texts, are those of one thread. To be used once.
/// </summary>
internal sealed class CsvTeam : IDisposable
{
    private const int Ahead = 8, BlockLength = (1 << 16) - 64; // so that 2^16 places for ends do
    private readonly object _gate = new();
    private readonly DatasetBuilder _builder;
    private readonly int[] _positions;
    private readonly CsvText[] _texts; // a column's own
    private readonly CsvBlock[] _blocks; // block b stands at b modulo their number
    private readonly long[] _before; // rows before each of them
    private readonly int[] _done; // by column how many blocks were read into it
    private readonly bool[] _busy;
    private int _found; // how many blocks there are so far
    private int _waiting;
    private bool _ended; // no more blocks
    private bool _broken; // what was begun may not have an end
    private (int Block, int Row, int Column, DatasetException? Error) _failure = (int.MaxValue, 0, 0, null);

    /// <param name="builder">Gets the rows.</param>
    /// <param name="positions">Where the field of each column stands.</param>
    /// <param name="options">How the file is written.</param>
    /// <param name="width">How many fields a row has.</param>
    public CsvTeam(DatasetBuilder builder, int[] positions, CsvOptions options, int width)
    {
        (_builder, _positions, _done, _busy, _before) = (builder, positions, new int[positions.Length], new bool[positions.Length], new long[Ahead]);
        _texts = [.. positions.Select(_ => new CsvText(options))];
        _blocks = [.. _before.Select(_ => new CsvBlock((byte)options.Separator[0], (byte?)options.Quote, width, BlockLength))];
    }

    /// <summary>How many rows were read.</summary>
    public long Rows { get; private set; }

    /// <summary>The bytes behind them.</summary>
    public ReadOnlySpan<byte> Rest => _blocks[_found % Ahead].Rest;

    /// <summary>Reads all plain rows.</summary>
    /// <param name="threads">How many, 2 or more.</param>
    /// <param name="rest">Bytes that come before the stream's.</param>
    /// <param name="stream">Read by the calling thread alone.</param>
    /// <exception cref="DatasetException">A value does not suit: of several the one that reading row by row would have met first.</exception>
    public void Append(int threads, byte[] rest, Stream stream)
    {
        AggregateException? failure = null;
        try
        {
            SharedWork.Do(threads, Math.Min(threads - 1, _positions.Length), _ => Help(), () => Find(rest, stream)); // more would find no column to take
        }
        catch (AggregateException e)
        {
            failure = e;
        }

        if (_failure.Error is { } error) throw error;
        if (failure is not null) ExceptionDispatchInfo.Throw(failure.InnerException!);
        _builder.Count(Rows);
    }

    public void Dispose() => Array.ForEach(_blocks, block => block.Dispose());

    private void Find(byte[] rest, Stream stream)
    {
        try
        {
            while (HasPlace())
            {
                var block = _blocks[_found % Ahead];
                if (!block.Read(_found == 0 ? rest : _blocks[(_found - 1) % Ahead].Rest, stream)) return;
                lock (_gate)
                {
                    _before[_found % Ahead] = Rows;
                    Rows += block.Rows;
                    _found++;
                    Tell();
                }
            }
        }
        finally
        {
            lock (_gate)
            {
                _ended = true;
                Tell();
            }
        }
    }

    // Waits, working, until a block may be read over; false where a field did not suit.
    private bool HasPlace()
    {
        while (true)
        {
            int column;
            lock (_gate)
            {
                if (_failure.Error is not null || _broken) return false;
                if (_found - _done.Min() < Ahead) return true;
                if ((column = Take()) < 0) Wait();
            }

            if (column >= 0) Read(column);
        }
    }

    // Takes columns until there is nothing left, or others are at it.
    private void Help()
    {
        while (true)
        {
            int column;
            lock (_gate)
            {
                while ((column = Take()) < 0)
                {
                    if (_ended) return;
                    Wait();
                }
            }

            Read(column);
        }
    }

    // The column that is furthest behind and that no one is at; -1 where none waits for more.
    private int Take()
    {
        int taken = -1, end = _failure.Error is null ? _found : _failure.Block + 1;
        for (int column = 0; column < _done.Length; column++)
        {
            if (!_busy[column] && _done[column] < end && (taken < 0 || _done[column] < _done[taken])) taken = column;
        }

        if (taken >= 0) _busy[taken] = true;
        return taken;
    }

    private void Read(int column)
    {
        int block = _done[column];
        bool broken = true;
        (int Row, DatasetException Error)? error = null;
        try
        {
            error = _builder.AppendColumn(_blocks[block % Ahead], _before[block % Ahead], column, _positions[column], _texts[column]);
            broken = false;
        }
        finally
        {
            lock (_gate)
            {
                _broken |= broken;
                if (error is { } found && (block, found.Row, column).CompareTo((_failure.Block, _failure.Row, _failure.Column)) < 0) _failure = (block, found.Row, column, found.Error);
                _busy[column] = broken || error is not null; // nothing may follow
                _done[column]++;
                Tell();
            }
        }
    }

    private void Wait()
    {
        _waiting++;
        Monitor.Wait(_gate);
        _waiting--;
    }

    private void Tell()
    {
        if (_waiting > 0) Monitor.PulseAll(_gate);
    }
}
