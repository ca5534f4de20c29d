using System.Collections.Concurrent;

namespace DeepRec;

/// <summary>How often each item was met by the users who share a value of a feature, where they are enough to say anything.</summary>
/// <remarks>Safe from many threads. A feature is counted when it is first asked for; memory: at most 8 bytes an interaction and feature.</remarks>
internal sealed class SegmentPopularity(EntityTable users, Interactions interactions)
{
    /// <summary>From how many interactions on a segment has a say.</summary>
    public const int LeastInteractions = 20;

    private readonly ConcurrentDictionary<string, SparseMatrix> _counts = new(StringComparer.Ordinal);

    /// <summary>The first feature of the user whose value enough interactions share, and how often each item was met there; <see langword="null"/> where there is none.</summary>
    /// <param name="raw">Raw rows of requests.</param>
    /// <param name="row">The row that is asked for.</param>
    public (string Feature, string Value, float[] Counts)? Find(Dataset raw, int row)
    {
        foreach (var feature in users.Rows.Schema.Where(f => f is { Role: FeatureRole.UserFeature, Kind: FeatureKind.Category }))
        {
            if (raw[feature.Name].TextAt(row) is not { } value) continue;
            var column = users.Rows.Column<CategoryColumn>(feature.Name);
            int code = Enumerable.Range(0, column.Values.Count).FirstOrDefault(i => column.Values[i] == value, -1);
            if (code < 0) continue;
            var counts = _counts.GetOrAdd(feature.Name, _ => CountsOf(column));
            float all = 0;
            foreach (float count in counts.ValuesOf(code)) all += count;
            if (all < LeastInteractions) continue;
            var scores = new float[interactions.ItemCount];
            counts.AddRow(code, 1, scores);
            return (feature.Name, value, scores);
        }

        return null;
    }

    // Shape [values × I].
    private SparseMatrix CountsOf(CategoryColumn column)
    {
        var members = Enumerable.Range(0, column.Count).Where(user => !column.IsMissing(user)).ToLookup(user => column.Codes[user]);
        var sums = new SparseRows(interactions.ItemCount);
        for (int code = 0; code < column.Values.Count; code++)
        {
            foreach (int user in members[code]) foreach (int item in interactions.Of(user)) sums.Add(item, 1);
            sums.EndRow();
        }

        return sums.ToMatrix();
    }
}
