using Microsoft.Extensions.AI;

namespace DeepRec;

/// <summary>Vectors of texts, made by any generator of embeddings: a model of your own machine, a service.</summary>
public static class TextEmbeddings
{
    /// <summary>Adds a column of vectors beside a column of texts: each distinct text is embedded once. A row without text has no vector.</summary>
    /// <remarks>
    /// The vectors are data like any other: those of a table of items are saved in the bundle, so that known items are served without the generator.
    /// For rows and items that are new, embed them in the same way, with the same generator, before they are scored. Texts are sent to the generator as they are.
    /// </remarks>
    /// <param name="rows">Rows with the column. Tables that they are joined with are left alone: embed before joining.</param>
    /// <param name="column">A column of kind <see cref="FeatureKind.Text"/> or <see cref="FeatureKind.Category"/>.</param>
    /// <param name="generator">What makes the vectors.</param>
    /// <param name="name">The new column's name; <see langword="null"/>: the column's with <c>.embedding</c> behind it.</param>
    /// <param name="cache">Vectors by text: what is there is not asked for again, what is made is added; <see langword="null"/>: none is kept.</param>
    /// <param name="batchSize">How many texts are asked for at once; 1 or more.</param>
    /// <param name="cancellationToken">Ends it between two batches, or within one where the generator heeds it.</param>
    /// <exception cref="ArgumentException">There is no such column of texts, or one of the new name already, or a vector of the cache has another width.</exception>
    /// <exception cref="InvalidOperationException">The generator gave another number of vectors than asked for, or vectors of several widths, or a number that is not finite.</exception>
    public static async Task<Dataset> WithEmbeddingsAsync(
        this Dataset rows, string column, IEmbeddingGenerator<string, Embedding<float>> generator, string? name = null, IDictionary<string, float[]>? cache = null, int batchSize = 64,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(generator);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batchSize);
        name ??= column + ".embedding";
        if (rows.Schema.Contains(name)) throw new ArgumentException($"There is a column '{name}' already. Choose another name.", nameof(name));
        var texts = rows.Column<CategoryColumn>(column);
        int[] codes = texts.Codes.ToArray();
        int[] used = [.. codes.Where(code => code != CategoryColumn.Missing).Distinct().Order()];
        var vectors = cache ?? new Dictionary<string, float[]>(StringComparer.Ordinal);
        foreach (string[] batch in used.Select(code => texts.Values[code]).Where(text => !vectors.ContainsKey(text)).Chunk(batchSize))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var made = await generator.GenerateAsync(batch, cancellationToken: cancellationToken).ConfigureAwait(false);
            if (made.Count != batch.Length) throw new InvalidOperationException($"The generator gave {made.Count} vectors for {batch.Length} texts.");
            for (int i = 0; i < batch.Length; i++) vectors[batch[i]] = Checked(made[i].Vector.ToArray(), batch[i]);
        }

        int width = used.Length == 0 ? 0 : vectors[texts.Values[used[0]]].Length;
        var places = new Dictionary<int, int>();
        var values = new float[used.Length * width];
        foreach (int code in used)
        {
            float[] vector = vectors[texts.Values[code]];
            if (vector.Length != width) throw new InvalidOperationException($"The vector of '{Shorten(texts.Values[code])}' has {vector.Length} numbers, others {width}. Use one generator, and a cache of its own for each.");
            vector.CopyTo(values, places.Count * width);
            places.Add(code, places.Count);
        }

        return rows.With(
            Feature.Vector(name, width == 0 ? null : width, RoleOf(rows.Schema[column].Role)),
            new VectorColumn(Array.ConvertAll(codes, code => code == CategoryColumn.Missing ? VectorColumn.Missing : places[code]), values, width));
    }

    // What a vector of an id is about.
    private static FeatureRole RoleOf(FeatureRole source) => source switch { FeatureRole.User => FeatureRole.UserFeature, FeatureRole.Item => FeatureRole.ItemFeature, _ => source };

    private static float[] Checked(float[] vector, string text) => vector.Length > 0 && Array.TrueForAll(vector, float.IsFinite)
        ? vector
        : throw new InvalidOperationException($"The generator gave '{Shorten(text)}' a vector that is empty or not finite.");

    private static string Shorten(string text) => text.Length <= 40 ? text : text[..39] + "…";
}
