using System.Globalization;

namespace DeepRec;

/// <summary>Reads a header of safetensors that is plain and sound. Whatever is not is left to <see cref="SafeTensorsHeaderReader"/>, which says what is wrong.</summary>
internal static class QuickHeader
{
    /// <summary>The header, or <see langword="null"/>.</summary>
    public static SafeTensorsHeader? Read(ReadOnlySpan<byte> json, SafeTensorsLimits limits)
    {
        if (new PlainJson(json).Read() is not { Members: { } members }) return null;
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        var entries = new List<SafeTensorsEntry>(members.Count);
        foreach (var (name, member) in members)
        {
            if (member.Members is null) return null;
            if (name != SafeTensorsHeader.MetadataKey)
            {
                if (Entry(name, member.Members, limits) is not { } entry) return null;
                entries.Add(entry);
                continue;
            }

            foreach (var (key, value) in member.Members)
            {
                if (value.Kind != JsonKind.Text) return null;
                metadata.Add(key, value.Text!);
            }
        }

        entries.Sort(SafeTensorsHeader.Compare);
        return new SafeTensorsHeader(entries, metadata);
    }

    private static SafeTensorsEntry? Entry(string name, Dictionary<string, JsonTree> members, SafeTensorsLimits limits)
    {
        if (members.Count != 3 || !members.TryGetValue("dtype", out var type) || !members.TryGetValue("shape", out var shape) || !members.TryGetValue("data_offsets", out var offsets)) return null;
        return type.Kind == JsonKind.Text && ElementTypes.Parse(type.Text) is { } known && Integers(shape, limits.Axes) is { } axes && Integers(offsets, 2) is [var begin, var end]
            ? new SafeTensorsEntry(name, known, axes, begin, end)
            : null;
    }

    private static long[]? Integers(JsonTree tree, int most)
    {
        if (tree.Kind != JsonKind.Array || tree.Items.Count > most) return null;
        var values = new long[tree.Items.Count];
        for (int i = 0; i < values.Length; i++)
        {
            if (tree.Items[i].Kind != JsonKind.Number || !long.TryParse(tree.Items[i].Text, NumberStyles.None, CultureInfo.InvariantCulture, out values[i])) return null;
        }

        return values;
    }
}
