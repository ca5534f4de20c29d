namespace DeepRec;

/// <summary>One tensor as the header tells of it. Offsets count from the end of the header.</summary>
internal sealed record SafeTensorsEntry(string Name, ElementType Type, long[] Shape, long Begin, long End)
{
    public long Length => End - Begin;
}
