namespace DeepRec.Preprocessing;

/// <summary>
/// Steps that follow one another, each of one column that is there before the first of them. Those of different columns do not see what the others do: several threads
/// fit and apply them, a column's steps in their order, and what came of each is then put together in the order of all.
/// </summary>
internal static class IndependentSteps
{
    // With fewer rows a thread's start costs more than it saves.
    private const int LeastRows = 1 << 15;

    /// <summary>How many steps from one on are such, of two columns or more; 0 where several threads are not worth it.</summary>
    public static int Count(IReadOnlyList<PreprocessingStep> steps, int first, TrainingSet rows, int threads)
    {
        if (threads < 2 || rows.Count < LeastRows) return 0;
        int end = first;
        while (end < steps.Count && steps[end].OnlyColumn is { } column && rows.Schema.Contains(column)) end++;
        for (int i = first + 1; i < end; i++) if (steps[i].OnlyColumn != steps[first].OnlyColumn) return end - first;
        return 0;
    }

    /// <summary>Fits and applies them.</summary>
    /// <returns>The fitted steps and the rows behind the last; <see langword="null"/> where one fails: which is the first to fail, a single thread finds out.</returns>
    public static (FittedStep[] Fitted, TrainingSet Rows)? Fit(IReadOnlyList<PreprocessingStep> steps, TrainingSet rows, int threads)
    {
        int[][] columns = [.. Enumerable.Range(0, steps.Count).GroupBy(step => steps[step].OnlyColumn).Select(group => group.ToArray())];
        var fitted = new FittedStep[steps.Count];
        var (before, after) = (new TrainingSet[steps.Count], new TrainingSet[steps.Count]);
        try
        {
            SharedWork.Do(threads, columns.Length, column =>
            {
                var current = rows;
                foreach (int step in columns[column])
                {
                    before[step] = current;
                    fitted[step] = steps[step].Fit(current);
                    after[step] = current = current.Map(fitted[step].TransformChecked);
                }
            });
        }
        catch (AggregateException)
        {
            return null;
        }

        Dataset[] parts = [.. rows.Partitions];
        for (int step = 0; step < steps.Count; step++)
        {
            for (int part = 0; part < parts.Length; part++)
            {
                if (!TryRepeat(ref parts[part], before[step].Partitions[part], after[step].Partitions[part])) return null;
            }
        }

        return (fitted, rows.With(parts));
    }

    // Does to other rows what was done from one dataset to the next; not where a column is new whose name another step has given too.
    private static bool TryRepeat(ref Dataset rows, Dataset before, Dataset after)
    {
        foreach (var feature in before.Schema) if (!after.Schema.Contains(feature.Name)) rows = rows.Without(feature.Name);
        foreach (var feature in after.Schema)
        {
            bool isNew = !before.Schema.Contains(feature.Name);
            if (!isNew && ReferenceEquals(before[feature.Name], after[feature.Name]) && before.Schema[feature.Name] == feature) continue;
            if (isNew && rows.Schema.Contains(feature.Name)) return false;
            rows = rows.With(feature, after[feature.Name]);
        }

        return true;
    }
}
