namespace DeepRec;

/// <summary>The kinds of section that are read here, with their numbers in the ELF format.</summary>
internal enum ElfSectionType : uint
{
    /// <summary>Relocations with addends (SHT_RELA).</summary>
    Relocations = 4,

    /// <summary>Which versions of which libraries the file needs (SHT_GNU_verneed).</summary>
    VersionNeeds = 0x6FFFFFFE,

    /// <summary>The version of each dynamic symbol (SHT_GNU_versym).</summary>
    SymbolVersions = 0x6FFFFFFF,
}
