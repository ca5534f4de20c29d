using System.Buffers.Binary;
using System.Text;

namespace DeepRec;

/// <summary>
/// Reads ZIP archives whose parts are stored as they are, with plain names and a comment, as <see cref="BundleArchive"/> writes them. Whatever is otherwise is left to the framework's
/// reader, which takes some milliseconds to be loaded and compiled when a program starts. What is read is believed no more than that one's: hashes are checked by who reads.
/// Format: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
/// </summary>
internal sealed class StoredArchive
{
    private const int EndBytes = 22, EntryBytes = 46, LocalBytes = 30, CommentBytes = 64, Most = 1 << 10;
    private const uint EndMark = 0x06054B50, EntryMark = 0x02014B50, LocalMark = 0x04034B50;
    private readonly Stream _file;
    private readonly Dictionary<string, Part> _parts = new(StringComparer.Ordinal);

    private StoredArchive(Stream file, string comment) => (_file, Comment) = (file, comment);

    /// <summary>Of the whole archive.</summary>
    public string Comment { get; }

    public int Count => _parts.Count;

    /// <summary>The archive, or <see langword="null"/> where it is another than such a one.</summary>
    /// <param name="file">Its bytes; can seek.</param>
    public static StoredArchive? Open(Stream file)
    {
        long start = file.Length - EndBytes - CommentBytes;
        if (start < 0) return null;
        byte[] end = Read(file, start, EndBytes + CommentBytes);
        int entries = Short(end, 10);
        uint bytes = Long(end, 12), first = Long(end, 16);
        if (Long(end, 0) != EndMark || Long(end, 4) != 0 || Short(end, 8) != entries || entries > Most || Short(end, 20) != CommentBytes || first + (long)bytes != start) return null;
        var archive = new StoredArchive(file, Encoding.ASCII.GetString(end, EndBytes, CommentBytes));
        return archive.ReadEntries(Read(file, first, (int)bytes), entries, first) ? archive : null;
    }

    /// <summary>The bytes of a part; <see langword="null"/> where there is none of that name, or not where the archive says.</summary>
    public byte[]? Find(string name)
    {
        if (!_parts.TryGetValue(name, out var part)) return null;
        byte[] local = Read(_file, part.Local, LocalBytes);
        return Long(local, 0) == LocalMark && Short(local, 26) == name.Length && Short(local, 28) == 0 ? Read(_file, part.Local + LocalBytes + name.Length, part.Length) : null;
    }

    private bool ReadEntries(byte[] directory, int entries, uint end)
    {
        int at = 0;
        long total = 0;
        for (int i = 0; i < entries; i++)
        {
            if (directory.Length - at < EntryBytes || Long(directory, at) != EntryMark || Short(directory, at + 8) != 0 || Short(directory, at + 10) != 0) return false;
            uint length = Long(directory, at + 24), local = Long(directory, at + 42);
            int name = Short(directory, at + 28);
            if (Long(directory, at + 20) != length || length > Array.MaxLength || Long(directory, at + 30) != 0 || Short(directory, at + 34) != 0 || directory.Length - at - EntryBytes < name) return false; // compressed, extra fields or a comment, elsewhere
            if (local + (long)LocalBytes + name + length > end || (total += length) > end) return false;
            for (int letter = 0; letter < name; letter++) if (directory[at + EntryBytes + letter] is < (byte)' ' or > 126) return false;
            if (!_parts.TryAdd(Encoding.ASCII.GetString(directory, at + EntryBytes, name), new Part(local, (int)length))) return false;
            at += EntryBytes + name;
        }

        return at == directory.Length;
    }

    private static byte[] Read(Stream file, long at, int length)
    {
        file.Position = at;
        return StreamReading.Exactly(file, length, "The archive");
    }

    private static ushort Short(byte[] bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(at, sizeof(ushort)));

    private static uint Long(byte[] bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at, sizeof(uint)));

    private sealed record Part(long Local, int Length);
}
