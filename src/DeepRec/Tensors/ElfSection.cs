namespace DeepRec;

/// <summary>One entry of an ELF file's section table: the fields that are used here.</summary>
internal readonly record struct ElfSection(ElfSectionType Type, long Offset, long Size, uint Link, long EntrySize);
