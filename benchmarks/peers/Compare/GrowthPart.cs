using System.Globalization;

namespace DeepRec.Peers;

/// <summary>How our cost grows with the size of the work.</summary>
internal static class GrowthPart
{
    private const double WithinLevel = 1.3, AcrossLevels = 2;
    private const int Width = 64, Batch = 256, Rows = 100_000, Items = 100_000;

    private static readonly int[] Layers = [64, 32];

    public static ComparePart Create() => new(
        "growth",
        $"How our own cost grows: a larger size beside the next smaller one, whose figure is taken times the ratio of the sizes, so that 1 is linear growth. Milliseconds of the process' CPU time. "
        + $"Caches here: {Caches.Text}; the note says how much is read again and again, and where that fits. Aimed at is at most {WithinLevel} times linear growth within a level, and {AcrossLevels} times from one to the next. "
        + $"A cache may be shared with others on the machine, so that what reading alone does says more than its size: where a sum of the same numbers grows more than {WithinLevel} times, a level ends, whatever its size. "
        + $"Training: an epoch of the MLP of the first part, fused, Adam on the rows that are met; unless it says otherwise {Rows:N0} rows, batches of {Batch}, embeddings of 16. "
        + $"Search: the best 100 for one query among vectors drawn at random, exactly, by codes of 8 bits at first where the library does so by itself; without codes: by the vectors alone; unless it says otherwise of {Width} numbers.",
        Run);

    private static IEnumerable<Measurement> Run(CompareSettings settings)
    {
        TorchRuntime.EnsureLoaded();
        return Grow(settings, "training", "rows", Training([10_000, 100_000, 1_000_000], rows => rows, _ => 16, _ => Batch, EpochBytes))
            .Concat(Grow(settings, "training", "numbers an embedding", Training([16, 32, 64, 128], _ => Rows, dimension => dimension, _ => Batch, TableBytes)))
            .Concat(Grow(settings, "training, a step", "rows a batch", Training([32, 256, 1024, 8192], _ => Rows, _ => 16, batch => batch, StepBytes, isStep: true)))
            .Concat(Grow(settings, "search", "items", Search([1000, 10_000, 100_000, 1_000_000], items => items, _ => Width, byCodes: true)))
            .Concat(Grow(settings, "search", "numbers a vector", Search([16, 32, 64, 128], _ => Items, width => width, byCodes: true)))
            .Concat(Grow(settings, "search without codes", "items", Search([1000, 10_000, 100_000, 1_000_000], items => items, _ => Width, byCodes: false)))
            .Concat(Grow(settings, "search without codes", "numbers a vector", Search([16, 32, 64, 128], _ => Items, width => width, byCodes: false)));
    }

    // Seven ids and a label of a row.
    private static long EpochBytes(int rows) => rows * 32L;

    // Values and two moments of about 2,870 rows and of the first layer.
    private static long TableBytes(int dimension) => 12L * ((2870 + (7 * Layers[0])) * dimension);

    // Seven embeddings and two layers of a row, and their gradients.
    private static long StepBytes(int batch) => 8L * batch * ((7 * 16) + Layers[0] + Layers[1]);

    private static IEnumerable<GrowthPoint> Training(int[] sizes, Func<int, int> rows, Func<int, int> dimension, Func<int, int> batch, Func<int, long> bytes, bool isStep = false) => sizes.Select(size =>
    {
        var work = new TrainingWork(Layers, rows(size), dimension(size));
        double steps = isStep ? Math.Ceiling((double)rows(size) / batch(size)) : 1;
        return new GrowthPoint(size, bytes(size), () => rows(size) / work.Train(batch(size), 1, fused: true, lazy: true).RowsPerSecond * 1e3 / steps);
    });

    private static IEnumerable<GrowthPoint> Search(int[] sizes, Func<int, int> items, Func<int, int> width, bool byCodes) => sizes.Select(size =>
    {
        var random = new SeededRandom(42);
        float[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => (float)random.NextGaussian())];
        float[] vectors = Draw(items(size) * width(size));
        var panels = ItemPanels.Of(vectors, width(size));
        bool goesByCodes = byCodes && CatalogueSearch.GoesByCodes(panels.Count, requests: 1, new RetrievalOptions());
        var search = new PanelSearch(panels, codes: goesByCodes ? new CodeSearch(panels, CodePanels.Of(panels)!, PanelKernels.Best) : null);
        var (task, found, counts, times) = (new SearchTask(Draw(width(size)), 100), new (float, int)[100], new int[1], Math.Max(1, 2_000_000 / items(size)));
        return new GrowthPoint(size, 4L * vectors.Length, () => Milliseconds(times, () => search.Best(task, found, counts)), () => Milliseconds(times, () => RetrievalWork.Sum(vectors)));
    });

    private static double Milliseconds(int times, Action work)
    {
        var before = Environment.CpuUsage.TotalTime;
        for (int i = 0; i < times; i++) work();
        return (Environment.CpuUsage.TotalTime - before).TotalMilliseconds / times;
    }

    private static IEnumerable<Measurement> Grow(CompareSettings settings, string work, string what, IEnumerable<GrowthPoint> sizes)
    {
        GrowthPoint[] points = [.. sizes];
        double[][] costs = [.. points.Select(_ => new double[settings.Rounds])], reading = [.. points.Select(_ => new double[settings.Rounds])];
        for (int round = -1; round < settings.Rounds; round++) // the first is to warm up
        {
            for (int i = 0; i < points.Length; i++)
            {
                var (cost, read) = (points[i].Cost(), points[i].Reading?.Invoke() ?? 0);
                if (round >= 0) (costs[i][round], reading[i][round]) = (cost, read);
            }
        }

        for (int i = 1; i < points.Length; i++)
        {
            var (small, large) = (points[i - 1], points[i]);
            double times = (double)large.Size / small.Size;
            var (from, to) = (Caches.LevelOf(small.Bytes), Caches.LevelOf(large.Bytes));
            double? alone = large.Reading is null ? null : Statistics.Median(reading[i - 1].Zip(reading[i], (less, more) => less * times / more));
            bool endsWithin = from == to && alone < 1 / WithinLevel;
            string told = alone is null ? "" : string.Create(CultureInfo.InvariantCulture, $"; a sum of the same numbers: {alone:0.00}{(endsWithin ? $", so that {to} ends between the two" : "")}");
            var measured = new Measurement(
                string.Create(CultureInfo.InvariantCulture, $"{work}, {large.Size:N0} {what}"), string.Create(CultureInfo.InvariantCulture, $"itself, {small.Size:N0}, × {times:0}"), "ms",
                costs[i], [.. costs[i - 1].Select(cost => cost * times)], 1 / (from == to && !endsWithin ? WithinLevel : AcrossLevels), LessIsBetter: true, Note: $"{Caches.Size(large.Bytes)}: {to}; before: {from}{told}");
            yield return measured.Ratio < measured.Target && alone < measured.Ratio ? measured with { Note = $"{measured.Note}; missed as memory sets the pace: to read alone grows more" } : measured;
        }
    }
}
