using System.Text;
using System.Text.Json;

namespace DeepRec;

/// <summary>A dataset of raw columns as named arrays, and back. Texts are one block of UTF-8 with offsets.</summary>
internal static class DatasetArchive
{
    private const string SchemaKey = "schema";

    // Bytes that are no text would become U+FFFD, and two ids could become one.
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static void Write(Stream stream, Dataset dataset)
    {
        var arrays = new List<NamedArray>();
        for (int i = 0; i < dataset.Schema.Count; i++)
        {
            switch (dataset[dataset.Schema[i].Name])
            {
                case CategoryColumn one:
                    arrays.AddRange(WriteValues(i, one.Codes, one.Values));
                    break;
                case CategoriesColumn several:
                    arrays.Add(NamedArray.From($"{i}/offsets", several.Offsets));
                    arrays.AddRange(WriteValues(i, several.Codes, several.Values));
                    break;
                case NumberColumn { Width: 1 } numbers: arrays.Add(NamedArray.From($"{i}/values", numbers.Values)); break;
                case VectorColumn vectors:
                    var used = vectors.Trim();
                    arrays.Add(NamedArray.From($"{i}/codes", used.Codes));
                    arrays.Add(NamedArray.From($"{i}/vectors", used.Values, used.VectorCount, used.Width)); // [vectors, width]
                    break;
                case DateTimeColumn times: arrays.Add(NamedArray.From($"{i}/ticks", times.Ticks)); break;
                case var other: throw new NotSupportedException($"Column '{dataset.Schema[i].Name}' is a {other.GetType().Name}; only raw columns are stored.");
            }
        }

        SafeTensors.Write(stream, arrays, new Dictionary<string, string> { [SchemaKey] = JsonSerializer.Serialize(dataset.Schema.ToArray(), Json.Options) });
    }

    /// <exception cref="InvalidBundleException">The arrays do not make up the columns.</exception>
    public static Dataset Read(ReadOnlyMemory<byte> source)
    {
        var content = SafeTensors.Read(source);
        try
        {
            string features = content.Metadata.GetValueOrDefault(SchemaKey) ?? "";
            var schema = new FeatureSchema(Quick(features) ?? JsonSerializer.Deserialize<Feature[]>(features, Json.Options)!);
            return new Dataset(schema, schema.Select((feature, i) => ReadColumn(content, i, feature.Kind)).ToArray());
        }
        catch (Exception e) when (e is ArgumentException or JsonException or NullReferenceException)
        {
            throw new InvalidBundleException($"A table of the bundle is damaged: {e.Message}", e);
        }
    }

    // By hand where it is as it was written.
    private static Feature[]? Quick(string features)
    {
        if (JsonTree.Parse(Encoding.UTF8.GetBytes(features)) is not { Kind: JsonKind.Array } tree) return null;
        var schema = new Feature[tree.Items.Count];
        for (int i = 0; i < schema.Length; i++)
        {
            if (Feature.FromJson(tree.Items[i]) is not { } feature) return null;
            schema[i] = feature;
        }

        return schema;
    }

    private static Column ReadColumn(SafeTensorsContent content, int i, FeatureKind kind) => kind switch
    {
        FeatureKind.Category or FeatureKind.Text => new CategoryColumn(content[$"{i}/codes"].ToArray<int>(), ReadTexts(content, i)),
        FeatureKind.Categories => new CategoriesColumn(content[$"{i}/offsets"].ToArray<int>(), content[$"{i}/codes"].ToArray<int>(), ReadTexts(content, i)),
        FeatureKind.Number => new NumberColumn(content[$"{i}/values"].ToArray<float>()),
        FeatureKind.Vector => new VectorColumn(content[$"{i}/codes"].ToArray<int>(), content[$"{i}/vectors"].ToArray<float>(), content[$"{i}/vectors"].Shape is [_, <= int.MaxValue and var width] ? (int)width : -1),
        FeatureKind.DateTime => new DateTimeColumn(content[$"{i}/ticks"].ToArray<long>()),
        _ => throw new InvalidBundleException($"Column {i} is of the unknown kind {kind}."),
    };

    // Only texts that a row holds: some rows of a dataset share the texts of all its rows, such as the ids of a split's other part.
    private static IEnumerable<NamedArray> WriteValues(int column, ReadOnlySpan<int> codes, IReadOnlyList<string> values)
    {
        var isUsed = new bool[values.Count];
        foreach (int code in codes) if (code != CategoryColumn.Missing) isUsed[code] = true;
        string[] used = [.. values.Where((_, code) => isUsed[code])];
        var places = new int[values.Count];
        for (int code = 0, place = 0; code < places.Length; code++) places[code] = isUsed[code] ? place++ : CategoryColumn.Missing;
        int[] renumbered = Array.ConvertAll(codes.ToArray(), code => code == CategoryColumn.Missing ? code : places[code]);
        return WriteTexts(column, used).Prepend(NamedArray.From<int>($"{column}/codes", renumbered));
    }

    private static IEnumerable<NamedArray> WriteTexts(int column, string[] texts)
    {
        var offsets = new long[texts.Length + 1];
        using var block = new MemoryStream();
        for (int i = 0; i < texts.Length; i++)
        {
            block.Write(Encoding.UTF8.GetBytes(texts[i]));
            offsets[i + 1] = block.Length;
        }

        yield return NamedArray.From<long>($"{column}/text_offsets", offsets);
        yield return NamedArray.From<byte>($"{column}/text", block.ToArray());
    }

    private static string[] ReadTexts(SafeTensorsContent content, int column)
    {
        var offsets = content[$"{column}/text_offsets"].ToArray<long>();
        var block = content[$"{column}/text"].ToArray<byte>();
        if (offsets.Length == 0 || offsets[0] != 0 || offsets[^1] != block.Length) throw new InvalidBundleException($"The texts of column {column} do not fit their block.");
        var texts = new string[offsets.Length - 1];
        for (int i = 0; i < texts.Length; i++)
        {
            if (offsets[i + 1] < offsets[i] || offsets[i + 1] > block.Length) throw new InvalidBundleException($"The texts of column {column} do not fit their block.");
            texts[i] = StrictUtf8.GetString(block, (int)offsets[i], (int)(offsets[i + 1] - offsets[i]));
        }

        return texts;
    }
}
