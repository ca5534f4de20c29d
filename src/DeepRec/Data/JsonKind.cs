namespace DeepRec;

/// <summary>What a <see cref="JsonTree"/> is.</summary>
internal enum JsonKind
{
    Null,
    False,
    True,
    Number,
    Text,
    Array,
    Object,
}
