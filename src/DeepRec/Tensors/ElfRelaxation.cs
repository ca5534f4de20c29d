namespace DeepRec;

/// <summary>Marks one version that a shared library needs as weak, so that the system's loader accepts an older library.</summary>
internal static class ElfRelaxation
{
    /// <summary>The version of libstdc++ that TorchSharp 0.107 needs: that of GCC 13.</summary>
    public const string Libstdcxx = "GLIBCXX_3.4.32";

    private const byte WeakFlag = 2; // VER_FLG_WEAK
    private const int RelocationSize = 24;

    /// <summary>A copy of the library in which the need for <paramref name="version"/> is weak: one flag, nothing else.</summary>
    /// <exception cref="InvalidDataException">
    /// The file is no ELF file, is damaged, does not need that version, or refers to a symbol of it, so that it could not run without.
    /// </exception>
    public static byte[] Relax(ReadOnlySpan<byte> library, string version)
    {
        var relaxed = library.ToArray();
        var file = new ElfFile(relaxed);
        var needs = ElfVersionNeed.ReadAll(file).Where(need => need.Name == version).ToList();
        if (needs.Count == 0)
        {
            throw new InvalidDataException($"It does not need {version}.");
        }

        foreach (var need in needs)
        {
            RequireNoRelocation(file, need);
            relaxed[need.FlagsOffset] |= WeakFlag;
        }

        return relaxed;
    }

    // A relocation is the only way in which code or data reaches a symbol of another library.
    private static void RequireNoRelocation(ElfFile file, ElfVersionNeed need)
    {
        var versions = file.Sections.Where(section => section.Type == ElfSectionType.SymbolVersions).ToList();
        foreach (var section in file.Sections.Where(section => section.Type == ElfSectionType.Relocations))
        {
            for (long offset = 0; offset + RelocationSize <= section.Size; offset += RelocationSize)
            {
                var symbol = file.UInt32(section.Offset + offset + 12);
                if (symbol != 0 && versions.Exists(table => (file.UInt16(table.Offset + (2L * symbol)) & 0x7FFF) == need.Index))
                {
                    throw new InvalidDataException($"It refers to a symbol of {need.Name} and cannot run without it.");
                }
            }
        }
    }
}
