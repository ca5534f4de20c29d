using System.Diagnostics;
using System.Globalization;

namespace DeepRec.Peers;

/// <summary>From CSV to the columns that a model reads.</summary>
internal static class IngestPart
{
    private const int Repeats = 3, Threads = 2;
    private const string Reason = "a block's fields are found, checked and looked up in passes of their own, and a vocabulary is made that the loop does without";
    private const int ColumnBytes = 4 + 4 + 4 + 8; // of a row: two ids, the label, the time

    public static ComparePart Create() => new(
        "ingest",
        "1,000,000 ratings (user, item, rating, timestamp; 24 bytes a row) as CSV in memory; MB of text a second of the process' CPU time. Ours: `Dataset.FromCsv` under a schema, then the pipeline that the schema "
        + "suggests is fitted and applied: vocabularies of users and items are made, ids, labels and times come out. The peer is a loop over the bytes for this one file (`HandWrittenRatings`): it splits and parses the same four "
        + "fields into arrays, trusts every byte, knows no quotes, encodings, missing values or errors, and keeps the ids as the whole numbers that they are. CsvHelper alone: the parser that reads for ours what is not plain (quotes, "
        + "rows of another width) hands out each field as bytes, with quotes and blanks removed or as it stands in the file, and nothing is done with them. Garbage is collected before each turn, outside the clock. Two threads: the same beside itself on one, "
        + "MB of text a second by the clock on the wall; of two cores that others use too it says less than it would of two free ones.",
        Run);

    private static IEnumerable<Measurement> Run(CompareSettings settings)
    {
        var work = new IngestWork();
        work.Check(IngestWork.Encode(work.Read()));
        var kept = work.Read();
        var (all, read, encode, split, splitRaw, byHand) = (new Series(work), new Series(work), new Series(work), new Series(work), new Series(work), new Series(work));
        var (allAlone, allTogether) = (new Series(work) { ByTheWall = true }, new Series(work) { ByTheWall = true });
        var (readAlone, readTogether) = (new Series(work) { ByTheWall = true }, new Series(work) { ByTheWall = true });
        var (encodeAlone, encodeTogether) = (new Series(work) { ByTheWall = true }, new Series(work) { ByTheWall = true });
        for (int round = 0; round <= settings.Rounds; round++) // the first is to warm up
        {
            all.Add(() => IngestWork.Encode(work.Read()));
            byHand.Add(() => HandWrittenRatings.Read(work.Text));
            read.Add(() => work.Read());
            encode.Add(() => IngestWork.Encode(kept));
            split.Add(() => work.SplitByCsvHelper(isRaw: false));
            splitRaw.Add(() => work.SplitByCsvHelper(isRaw: true));
            allAlone.Add(() => IngestWork.Encode(work.Read()));
            allTogether.Add(() => IngestWork.Encode(work.Read(Threads), Threads));
            readAlone.Add(() => work.Read());
            readTogether.Add(() => work.Read(Threads));
            encodeAlone.Add(() => IngestWork.Encode(kept));
            encodeTogether.Add(() => IngestWork.Encode(kept, Threads));
        }

        const string Peer = "a loop by hand";
        var whole = new Measurement("CSV to encoded columns", Peer, "MB/s", all.Figures, byHand.Figures, Target: 0.5, Note: all.Allocated());
        yield return whole.Ratio >= whole.Target ? whole : whole with { Note = $"{whole.Note}; missed: {Reason}" };
        yield return new Measurement("of it, CSV to a dataset", Peer, "MB/s", read.Figures, byHand.Figures, Note: read.Allocated());
        yield return new Measurement("of it, dataset to encoded columns", Peer, "MB/s", encode.Figures, byHand.Figures);
        yield return new Measurement("CsvHelper alone", Peer, "MB/s", split.Figures, byHand.Figures);
        yield return new Measurement("CsvHelper alone, fields as they stand", Peer, "MB/s", splitRaw.Figures, byHand.Figures);

        const string Itself = "itself, one thread";
        yield return new Measurement("CSV to encoded columns, two threads, wall clock", Itself, "MB/s", allTogether.Figures, allAlone.Figures, Note: allTogether.Allocated());
        yield return new Measurement("of it, CSV to a dataset, two threads, wall clock", Itself, "MB/s", readTogether.Figures, readAlone.Figures);
        yield return new Measurement("of it, dataset to encoded columns, two threads, wall clock", Itself, "MB/s", encodeTogether.Figures, encodeAlone.Figures);
    }

    private sealed class Series(IngestWork work)
    {
        private readonly List<double> _speeds = [];
        private double _bytes;

        public bool ByTheWall { get; init; }

        public IReadOnlyList<double> Figures => _speeds[1..];

        public void Add(Func<object> run)
        {
            GC.Collect();
            long allocated = GC.GetTotalAllocatedBytes(precise: true);
            var before = Now();
            for (int i = 0; i < Repeats; i++) run();
            double seconds = (Now() - before).TotalSeconds;
            _speeds.Add(Repeats * work.Megabytes / seconds);
            _bytes = (double)(GC.GetTotalAllocatedBytes(precise: true) - allocated) / Repeats / IngestWork.Rows;
        }

        private TimeSpan Now() => ByTheWall ? Stopwatch.GetElapsedTime(0) : Environment.CpuUsage.TotalTime;

        public string Allocated() => string.Create(CultureInfo.InvariantCulture, $"{_bytes - ColumnBytes:0.0} bytes a row beyond the {ColumnBytes} of the columns");
    }
}
