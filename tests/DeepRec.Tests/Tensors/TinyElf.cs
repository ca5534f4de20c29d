using System.Buffers.Binary;
using System.Text;

namespace DeepRec.Tests.Tensors;

/// <summary>
/// A shared library of five sections and no code, which needs two versions of libstdc++: one that its only relocation refers to,
/// and <c>GLIBCXX_3.4.32</c>.
/// </summary>
internal static class TinyElf
{
    public const int FlagOfNewer = Needs + 16 + 16 + 4;
    public const int RelocatedSymbol = Relocations + 12;
    private const int Header = 64;
    private const int Strings = Header;
    private const int Needs = Strings + 64;
    private const int Versions = Needs + 48;
    private const int Relocations = Versions + 8;
    private const int Sections = Relocations + 24;

    public static byte[] Build()
    {
        var bytes = new byte[Sections + (5 * 64)];
        Put32(bytes, 0, 0x464C457F);
        bytes[4] = 2; // 64 bits
        bytes[5] = 1; // little-endian
        Put64(bytes, 0x28, Sections);
        Put16(bytes, 0x3A, 64);
        Put16(bytes, 0x3C, 5);

        var older = PutText(bytes, Strings + 1, "GLIBCXX_3.4.30");
        var newer = PutText(bytes, older.Next, "GLIBCXX_3.4.32");

        Put16(bytes, Needs + 2, 2); // two versions of one library
        Put32(bytes, Needs + 8, 16);
        PutNeed(bytes, Needs + 16, index: 2, older.Offset, next: 16);
        PutNeed(bytes, Needs + 32, index: 3, newer.Offset, next: 0);

        Put16(bytes, Versions + 2, 2); // symbol 1 is of the older version
        Put16(bytes, Versions + 4, 3); // symbol 2 is of the newer one
        Put32(bytes, RelocatedSymbol, 1);

        PutSection(bytes, 1, type: 3, Strings, Needs - Strings, link: 0);
        PutSection(bytes, 2, type: 0x6FFFFFFE, Needs, Versions - Needs, link: 1);
        PutSection(bytes, 3, type: 0x6FFFFFFF, Versions, Relocations - Versions, link: 0);
        PutSection(bytes, 4, type: 4, Relocations, Sections - Relocations, link: 0);
        return bytes;
    }

    private static (uint Offset, int Next) PutText(byte[] bytes, int at, string text) =>
        ((uint)(at - Strings), at + Encoding.ASCII.GetBytes(text, bytes.AsSpan(at)) + 1);

    private static void PutNeed(byte[] bytes, int at, ushort index, uint name, uint next)
    {
        Put16(bytes, at + 6, index);
        Put32(bytes, at + 8, name);
        Put32(bytes, at + 12, next);
    }

    private static void PutSection(byte[] bytes, int number, uint type, long offset, long size, uint link)
    {
        var at = Sections + (number * 64);
        Put32(bytes, at + 0x04, type);
        Put64(bytes, at + 0x18, offset);
        Put64(bytes, at + 0x20, size);
        Put32(bytes, at + 0x28, link);
    }

    private static void Put16(byte[] bytes, int at, ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(at), value);

    private static void Put32(byte[] bytes, int at, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(at), value);

    private static void Put64(byte[] bytes, int at, long value) => BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(at), value);
}
