using System.Buffers.Binary;
using System.Text;

namespace DeepRec;

/// <summary>Reads a little-endian 64-bit ELF file; whatever points outside the file is an <see cref="InvalidDataException"/>.</summary>
internal sealed class ElfFile
{
    private const int SectionHeaderSize = 64;
    private readonly byte[] _bytes;

    public ElfFile(byte[] bytes)
    {
        _bytes = bytes;
        if (bytes.Length < 64 || UInt32(0) != 0x464C457F || bytes[4] != 2 || bytes[5] != 1)
        {
            throw new InvalidDataException("It is not a little-endian 64-bit ELF file.");
        }

        Sections = ReadSections();
    }

    public IReadOnlyList<ElfSection> Sections { get; }

    public ushort UInt16(long offset) => BinaryPrimitives.ReadUInt16LittleEndian(Slice(offset, sizeof(ushort)));

    public uint UInt32(long offset) => BinaryPrimitives.ReadUInt32LittleEndian(Slice(offset, sizeof(uint)));

    public long Int64(long offset) => BinaryPrimitives.ReadInt64LittleEndian(Slice(offset, sizeof(long)));

    /// <summary>The zero-terminated string at an offset of a string table.</summary>
    public string Text(ElfSection strings, uint offset)
    {
        if (offset >= strings.Size)
        {
            throw new InvalidDataException($"Its string at {offset} lies outside its string table.");
        }

        var text = Slice(strings.Offset + offset, (int)Math.Min(strings.Size - offset, int.MaxValue));
        var end = text.IndexOf((byte)0);
        return end >= 0 ? Encoding.ASCII.GetString(text[..end]) : throw new InvalidDataException("Its string table does not end.");
    }

    /// <summary>The section that another one links to: its strings, or its symbols.</summary>
    public ElfSection Linked(ElfSection section) =>
        section.Link < Sections.Count
            ? Sections[(int)section.Link]
            : throw new InvalidDataException($"It has no section {section.Link}, to which another one links.");

    private ElfSection[] ReadSections()
    {
        var table = Int64(0x28);
        var size = UInt16(0x3A);
        var sections = new ElfSection[UInt16(0x3C)];
        if (sections.Length > 0 && size < SectionHeaderSize)
        {
            throw new InvalidDataException($"Its section headers have {size} bytes instead of {SectionHeaderSize}.");
        }

        for (var i = 0; i < sections.Length; i++)
        {
            var header = table + ((long)i * size);
            sections[i] = new((ElfSectionType)UInt32(header + 0x04), Int64(header + 0x18), Int64(header + 0x20), UInt32(header + 0x28), Int64(header + 0x38));
        }

        return sections;
    }

    private ReadOnlySpan<byte> Slice(long offset, int length) =>
        offset >= 0 && length >= 0 && offset <= _bytes.Length - length
            ? _bytes.AsSpan((int)offset, length)
            : throw new InvalidDataException($"It refers to {length} bytes at {offset}, but has only {_bytes.Length}.");
}
