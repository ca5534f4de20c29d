namespace DeepRec;

/// <summary>Compares predicted with true ratings, over all rows and by how well the user and the item were known.</summary>
internal static class RatingEvaluator
{
    private const int Deciles = 10;

    /// <summary>The labels to compare with. Shape [rows], finite.</summary>
    /// <exception cref="ArgumentException">There is no label column, or a label is missing; the message names the row.</exception>
    public static float[] LabelsOf(Dataset test)
    {
        var feature = test.Schema.Label ?? throw new ArgumentException("The data has no label. Mark the column to be compared with by [Label] or Feature.Label.", nameof(test));
        float[] labels = test.Column<NumberColumn>(feature.Name).Values.ToArray();
        int missing = Array.FindIndex(labels, float.IsNaN);
        return missing < 0 ? labels : throw new ArgumentException($"Column '{feature.Name}', row {missing + 1}: the label is missing. Leave out rows without a label, or complete the data.", nameof(test));
    }

    /// <param name="predictions">Shape [rows].</param>
    /// <param name="labels">Shape [rows].</param>
    /// <param name="userRows">Training rows of each row's user, shape [rows]; empty where the data has no user.</param>
    /// <param name="itemRows">Training rows of each row's item, shape [rows]; empty where the data has no item.</param>
    public static RatingReport Evaluate(float[] predictions, float[] labels, int[] userRows, int[] itemRows)
    {
        var segments = new List<RatingSegment>();
        Add("known users", row => userRows[row] > 0, userRows);
        Add("unknown users", row => userRows[row] == 0, userRows);
        Add("known items", row => itemRows[row] > 0, itemRows);
        Add("unknown items", row => itemRows[row] == 0, itemRows);

        // Rows in the order of their user's activity, cut into ten parts of (nearly) one size; users of equal activity may be cut.
        int[] byActivity = [.. Enumerable.Range(0, userRows.Length).Where(row => userRows[row] > 0).OrderBy(row => userRows[row])];
        for (int decile = 0; decile < Deciles && byActivity.Length >= Deciles; decile++)
        {
            var part = byActivity[(byActivity.Length * decile / Deciles)..(byActivity.Length * (decile + 1) / Deciles)];
            segments.Add(new RatingSegment($"activity decile {decile + 1} ({userRows[part[0]]}–{userRows[part[^1]]} rows)", Compute(part)));
        }

        return new RatingReport(RatingMetrics.Compute(predictions, labels), segments);

        void Add(string name, Func<int, bool> belongs, int[] counts)
        {
            int[] rows = [.. Enumerable.Range(0, counts.Length).Where(belongs)];
            if (rows.Length > 0) segments.Add(new RatingSegment(name, Compute(rows)));
        }

        RatingMetrics Compute(int[] rows) =>
            RatingMetrics.Compute(Array.ConvertAll(rows, row => predictions[row]), Array.ConvertAll(rows, row => labels[row]));
    }
}
