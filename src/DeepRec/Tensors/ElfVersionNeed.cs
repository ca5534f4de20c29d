namespace DeepRec;

/// <summary>One version that an ELF file needs of a library (Elf64_Vernaux).</summary>
/// <param name="Name">The version, such as <c>GLIBCXX_3.4.32</c>.</param>
/// <param name="FlagsOffset">Where its flags lie in the file.</param>
/// <param name="Index">The number by which symbols refer to it.</param>
internal readonly record struct ElfVersionNeed(string Name, long FlagsOffset, ushort Index)
{
    public static IEnumerable<ElfVersionNeed> ReadAll(ElfFile file)
    {
        foreach (var section in file.Sections.Where(section => section.Type == ElfSectionType.VersionNeeds))
        {
            var strings = file.Linked(section);
            uint next;
            for (var library = section.Offset; ; library += next)
            {
                var need = library + file.UInt32(library + 8);
                for (var left = file.UInt16(library + 2); left > 0; left--)
                {
                    yield return new(file.Text(strings, file.UInt32(need + 8)), need + 4, file.UInt16(need + 6));
                    need += file.UInt32(need + 12);
                }

                next = file.UInt32(library + 12);
                if (next == 0)
                {
                    break;
                }
            }
        }
    }
}
