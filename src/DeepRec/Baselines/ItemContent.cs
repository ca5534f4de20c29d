using DeepRec.Models;
using DeepRec.Preprocessing;

namespace DeepRec;

/// <summary>A vector of length 1 for each item, from the catalogue's columns but the item's id; see <see cref="ContentSimilarityOptions"/>.</summary>
internal static class ItemContent
{
    private const float LargestDeviation = 3;

    /// <summary>Shape [I × features]; an item without features has an empty row.</summary>
    /// <exception cref="ArgumentException">There is no column but the id.</exception>
    public static SparseMatrix Of(RankingInputs inputs)
    {
        var columns = inputs.Item.Where(input => input != inputs.ItemId).ToArray();
        if (columns.Length == 0) throw new ArgumentException("The items have no column but their id, so that no two are alike by content. Add features of the item.", nameof(inputs));
        var content = columns.ToDictionary(input => input.Name, input => inputs.Catalogue[input.Name] is VectorColumn vectors ? vectors.ToNumbers() : inputs.Catalogue[input.Name]);
        var places = columns.ToDictionary(input => input.Name, input => PlacesOf(content[input.Name]));
        var rows = new SparseRows(places.Values.Sum(place => place.Count));
        var numbers = columns.ToDictionary(input => input.Name, input => content[input.Name] is NumberColumn column ? Standardized(column) : []);
        for (int item = 0; item < inputs.ItemCount; item++)
        {
            int start = 0;
            foreach (var input in columns)
            {
                AddBlock(rows, content[input.Name], item, start, places[input.Name], numbers[input.Name]);
                start += places[input.Name].Count;
            }

            Normalize(rows);
            rows.EndRow();
        }

        return rows.ToMatrix();
    }

    // A place for each number, or for each id that an item has, in order: a vocabulary may be far larger than the catalogue.
    private static Dictionary<int, int> PlacesOf(Column column)
    {
        IEnumerable<int> ids = column switch
        {
            NumberColumn numbers => Enumerable.Range(0, numbers.Width),
            IdColumn one => one.Ids.ToArray().Where(id => id > Vocabulary.FirstBucket).Distinct().Order(),
            IdBagColumn several => several.Ids.ToArray().Where(id => id > Vocabulary.FirstBucket).Distinct().Order(),
            _ => throw new ArgumentException("Content is made of encoded columns."),
        };
        return ids.Select((id, place) => (id, place)).ToDictionary(entry => entry.id, entry => entry.place);
    }

    private static void AddBlock(SparseRows rows, Column column, int item, int start, Dictionary<int, int> places, float[] numbers)
    {
        if (column is NumberColumn { Width: var width })
        {
            for (int i = 0; i < width; i++) if (numbers[item * width + i] is var value && value != 0) rows.Add(start + i, value / MathF.Sqrt(width));
            return;
        }

        var known = new HashSet<int>();
        foreach (int id in PopularityScorer.IdsAt(column, item)) if (id > Vocabulary.FirstBucket) known.Add(id);
        foreach (int id in known) rows.Add(start + places[id], 1 / MathF.Sqrt(known.Count));
    }

    private static void Normalize(SparseRows rows)
    {
        double square = 0;
        foreach (int column in rows.Met) square += (double)rows.Sums[column] * rows.Sums[column];
        foreach (int column in rows.Met) rows.Sums[column] /= (float)Math.Sqrt(square);
    }

    // Shape [I × width]; 0 where missing, and everywhere where all are alike.
    private static float[] Standardized(NumberColumn column)
    {
        var values = column.Values.ToArray();
        for (int i = 0; i < column.Width; i++)
        {
            double sum = 0, squares = 0;
            int count = 0;
            for (int k = i; k < values.Length; k += column.Width) if (!float.IsNaN(values[k])) (sum, count) = (sum + values[k], count + 1);
            double mean = count == 0 ? 0 : sum / count;
            for (int k = i; k < values.Length; k += column.Width) if (!float.IsNaN(values[k])) squares += (values[k] - mean) * (values[k] - mean);
            double deviation = count == 0 ? 0 : Math.Sqrt(squares / count);
            for (int k = i; k < values.Length; k += column.Width)
            {
                values[k] = float.IsNaN(values[k]) || !(deviation > 0) ? 0 : Math.Clamp((float)((values[k] - mean) / deviation), -LargestDeviation, LargestDeviation);
            }
        }

        return values;
    }
}
