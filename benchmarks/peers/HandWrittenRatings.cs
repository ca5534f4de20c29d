using System.Runtime.CompilerServices;

namespace DeepRec.Peers;

/// <summary>
/// What one would write by hand for one file: a loop over the bytes that splits and parses four fields into arrays that double as they grow.
/// It knows their order and types, trusts every byte, and knows no quotes, blanks, missing values or errors. Ids are whole numbers and stay
/// as they are: no text, no vocabulary.
/// </summary>
internal sealed class HandWrittenRatings
{
    private int[] _users = new int[16], _items = new int[16];
    private float[] _ratings = new float[16];
    private long[] _seconds = new long[16];

    public int Count { get; private set; }

    public ReadOnlySpan<int> Users => _users.AsSpan(0, Count);

    public ReadOnlySpan<int> Items => _items.AsSpan(0, Count);

    public ReadOnlySpan<float> Ratings => _ratings.AsSpan(0, Count);

    public ReadOnlySpan<long> Seconds => _seconds.AsSpan(0, Count);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // at its best from the first call on
    public static HandWrittenRatings Read(ReadOnlySpan<byte> text)
    {
        var rows = new HandWrittenRatings();
        int at = text.IndexOf((byte)'\n') + 1;
        while (at < text.Length) rows.Add((int)Digits(text, ref at), (int)Digits(text, ref at), Number(text, ref at), Digits(text, ref at));
        return rows;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Add(int user, int item, float rating, long seconds)
    {
        if (Count == _users.Length) Grow();
        (_users[Count], _items[Count], _ratings[Count], _seconds[Count]) = (user, item, rating, seconds);
        Count++;
    }

    private void Grow()
    {
        int length = Count * 2;
        Array.Resize(ref _users, length);
        Array.Resize(ref _items, length);
        Array.Resize(ref _ratings, length);
        Array.Resize(ref _seconds, length);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long Digits(ReadOnlySpan<byte> text, ref int at)
    {
        long value = 0;
        byte digit;
        while ((digit = text[at++]) >= '0') value = value * 10 + (digit - '0');
        return value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Number(ReadOnlySpan<byte> text, ref int at)
    {
        long value = 0;
        int scale = 1;
        for (bool isFraction = false; text[at] is >= (byte)'0' or (byte)'.'; at++)
        {
            if (text[at] == '.')
            {
                isFraction = true;
                continue;
            }

            value = value * 10 + (text[at] - '0');
            if (isFraction) scale *= 10;
        }

        at++;
        return (float)value / scale;
    }
}
