using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace DeepRec;

/// <summary>Makes text of the bytes of a field. Not for several threads.</summary>
internal sealed class CsvText(CsvOptions options)
{
    private readonly string[] _missing = [.. options.MissingValues];
    private char[] _characters = new char[256];

    /// <summary>The text without blanks around it, empty where it is stated to be missing; valid until the next call.</summary>
    /// <param name="bytes">The field, in UTF-8.</param>
    /// <param name="text">Its text.</param>
    /// <returns>Whether the bytes are text.</returns>
    public bool TryRead(ReadOnlySpan<byte> bytes, out ReadOnlySpan<char> text)
    {
        text = default;
        if (bytes.Length > _characters.Length) _characters = new char[bytes.Length * 2];
        if (Utf8.ToUtf16(bytes, _characters, out _, out int written, replaceInvalidSequences: false) != OperationStatus.Done) return false;
        text = _characters.AsSpan(0, written).Trim();
        foreach (string missing in _missing) if (text.SequenceEqual(missing)) text = default;
        return true;
    }

    /// <summary>The error of bytes that are no text.</summary>
    public DatasetException NoText(long row, int position, ReadOnlySpan<byte> bytes) => new(
        row, $"holds text that is not {options.Encoding?.WebName ?? "utf-8"}: '{Encoding.UTF8.GetString(options.Quote is null ? bytes : bytes.Trim(" \t"u8))}' in field {position + 1}",
        "State the file's encoding in the options, such as Encoding.Latin1.");
}
