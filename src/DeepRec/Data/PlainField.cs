using System.Buffers.Binary;

namespace DeepRec;

/// <summary>
/// Reads the bytes of a field that leave no doubt: the digits of a number, a date of one common shape. What it does not read is not wrong; it is to be
/// read as text. What it reads is what <see cref="float.Parse(string)"/> and <see cref="DateTime.Parse(string)"/> make of the text in invariant form, in UTC.
/// </summary>
internal static class PlainField
{
    // Numbers up to 2^24 and powers of ten up to 10^10 are exact in 24 bits, so that one division is rounded once (Clinger 1990).
    private const uint Exact = 1 << 24;
    private static readonly float[] Powers = [1, 1e1f, 1e2f, 1e3f, 1e4f, 1e5f, 1e6f, 1e7f, 1e8f, 1e9f];

    /// <summary>Whether a field starts as numbers do, and ends in no blank.</summary>
    public static bool MayBeNumber(ReadOnlySpan<byte> field) => field[0] is (>= (byte)'0' and <= (byte)'9') or (byte)'-' or (byte)'+' or (byte)'.' && field[^1] > ' ';

    /// <summary>Reads the numbers of a column from a row on, up to the first that is in doubt; how many they are.</summary>
    public static int ReadNumbers(CsvBlock block, int position, int row, Span<float> values)
    {
        var ends = block.Ends;
        byte[] bytes = block.Bytes;
        bool isLast = position == block.Width - 1;
        for (int i = 0, k = (row * block.Width) + position; i < values.Length; i++, k += block.Width)
        {
            int start = ends[k] + 1, length = ends[k + 1] - start;
            uint first = bytes[start] - (uint)'0', last = bytes[start + 2] - (uint)'0';
            if (length == 3 && bytes[start + 1] == '.' && first <= 9 && last <= 9) values[i] = ((first * 10) + last) / 10f; // what ratings look like
            else if (length == 1 && first <= 9) values[i] = first;
            else if (!TryReadNumber(isLast ? block.Field(row + i, position) : bytes.AsSpan(start, length), out values[i])) return i;
        }

        return values.Length;
    }

    /// <summary>A number of up to nine digits with or without a sign and a point.</summary>
    public static bool TryReadNumber(ReadOnlySpan<byte> field, out float value)
    {
        value = 0;
        bool isNegative = !field.IsEmpty && field[0] == '-';
        if (isNegative) field = field[1..];
        if (field.Length is 0 or > 9) return false;
        uint digits = 0, digit;
        int i = 0;
        for (; i < field.Length && (digit = field[i] - (uint)'0') <= 9; i++) digits = (digits * 10) + digit;
        int decimals = 0;
        if (i < field.Length)
        {
            if (field[i] != '.' || field.Length == 1) return false;
            decimals = field.Length - i - 1;
            for (i++; i < field.Length; i++)
            {
                digit = field[i] - (uint)'0';
                if (digit > 9) return false;
                digits = (digits * 10) + digit;
            }
        }

        if (digits > Exact) return false;
        value = digits;
        if (decimals > 0) value /= Powers[decimals];
        if (isNegative) value = -value;
        return true;
    }

    /// <summary>A whole number of up to 18 digits without a sign.</summary>
    public static bool TryReadDigits(ReadOnlySpan<byte> field, out long value)
    {
        value = 0;
        if (field.Length is 0 or > 18) return false;
        int i = 0;
        for (; i + 8 <= field.Length; i += 8)
        {
            ulong eight = BinaryPrimitives.ReadUInt64LittleEndian(field[i..]);
            if (!AreDigits(eight)) return false;
            value = (value * 100_000_000) + ReadEight(eight);
        }

        for (; i < field.Length; i++)
        {
            uint digit = field[i] - (uint)'0';
            if (digit > 9) return false;
            value = (value * 10) + digit;
        }

        return true;
    }

    // In each byte the high half is that of '0' to '9', and is so still with 6 added.
    private static bool AreDigits(ulong eight) =>
        ((eight & 0xF0F0_F0F0_F0F0_F0F0) | (((eight + 0x0606_0606_0606_0606) & 0xF0F0_F0F0_F0F0_F0F0) >> 4)) == 0x3333_3333_3333_3333;

    // The first digit is in the lowest byte. Neighbours become one number of two digits, those one of four, those one of eight.
    private static long ReadEight(ulong eight)
    {
        eight &= 0x0F0F_0F0F_0F0F_0F0F;
        eight = ((eight * 10) + (eight >> 8)) & 0x00FF_00FF_00FF_00FF;
        eight = ((eight * 100) + (eight >> 16)) & 0x0000_FFFF_0000_FFFF;
        return (long)(((eight * 10_000) + (eight >> 32)) & 0xFFFF_FFFF);
    }

    /// <summary><c>yyyy-MM-dd</c>, or <c>yyyy-MM-ddTHH:mm:ss</c> with a blank in the place of the T or a Z at the end where they are so written. In UTC ticks.</summary>
    public static bool TryReadTime(ReadOnlySpan<byte> field, out long utcTicks)
    {
        utcTicks = 0;
        if (field.Length == 20 && field[19] == 'Z') field = field[..19];
        if (field.Length is not (10 or 19) || field[4] != '-' || field[7] != '-'
            || !TryReadDigits(field[..4], out long year) || !TryReadDigits(field[5..7], out long month) || !TryReadDigits(field[8..10], out long day)
            || year < 2 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth((int)year, (int)month)) return false;
        var time = new DateTime((int)year, (int)month, (int)day, 0, 0, 0, DateTimeKind.Utc);
        if (field.Length == 19)
        {
            if (field[10] is not ((byte)'T' or (byte)' ') || field[13] != ':' || field[16] != ':'
                || !TryReadDigits(field[11..13], out long hour) || !TryReadDigits(field[14..16], out long minute) || !TryReadDigits(field[17..19], out long second)
                || hour > 23 || minute > 59 || second > 59) return false;
            time = time.AddTicks((((hour * 60) + minute) * 60 + second) * TimeSpan.TicksPerSecond);
        }

        utcTicks = time.Ticks;
        return true;
    }
}
