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
            foreach (var library in Chain(file, section.Offset))
            {
                foreach (var need in Chain(file, library + file.UInt32(library + 8)).Take(file.UInt16(library + 2)))
                {
                    yield return new(file.Text(strings, file.UInt32(need + 8)), need + 4, file.UInt16(need + 6));
                }
            }
        }
    }

    // Libraries and their versions are linked alike: the way to the next one stands at 12, and is zero in the last. It only leads forward.
    private static IEnumerable<long> Chain(ElfFile file, long first)
    {
        var offset = first;
        yield return offset;
        while (file.UInt32(offset + 12) is var next and not 0)
        {
            offset += next;
            yield return offset;
        }
    }
}
