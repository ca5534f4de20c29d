using System.Globalization;
using System.Text;
using CsCheck;
using DeepRec.Tests.Preprocessing;
using DeepRec.Tests.Tensors;

namespace DeepRec.Tests.Data;

/// <summary>A large file read by several threads gives what one gives.</summary>
[Collection(nameof(TensorCounting))] // it counts the memory of the whole process
public class CsvThreadsTests
{
    private static readonly FeatureSchema Schema = new([Feature.User("user"), Feature.Item("item"), Feature.Number("number"), Feature.DateTime("time"), Feature.Categories("tags"), Feature.Label("label")]);

    // What is wrong at a row: a number, a time, both, a quote, a row too short, text that is none, or nothing.
    private static readonly Gen<(int Row, string Line)[]> Odd = Gen.Select(
        Gen.Int[0, 70_000], Gen.OneOf("u,i,x,1,t,1", "u,i,1,soon,t,1", "u,i,x,soon,t,one", "\"q,q\",i,1,1,t,1", "u,i,1", "\u0001,i,1,1,t,1", "new,i,,,,", "u,i,1e39,1,t,1")).Array[0, 3];

    [Fact]
    public void RowsAndErrorsAreThoseOfOneThread() => Gen.Select(Gen.Int, Gen.Int[50_000, 70_000], Gen.Bool, Odd).Sample((seed, count, hasReturns, odd) =>
    {
        byte[] bytes = Write(seed, count, hasReturns ? "\r\n" : "\n", odd);
        var (rows, error) = Read(bytes, threads: 1);
        foreach (int threads in new[] { 2, 7 })
        {
            var (others, otherError) = Read(bytes, threads);
            Assert.Equal(error, otherError);
            if (rows is not null) AssertSame(rows, others!);
        }
    }, iter: 5);

    [Fact]
    public void OfWrongValuesInOneBlockTheFirstByRowsAndThenByColumnsIsTold()
    {
        byte[] bytes = Write(1, 60_000, "\n", (55_003, "u,i,1,soon,t,one"), (55_003, "u,i,1,then,t,one"), (55_004, "u,i,x,1,t,1"), (59_000, "u,i,y,1,t,1"));
        foreach (int threads in new[] { 1, 2, 7 })
        {
            var error = Assert.Throws<DatasetException>(() => Dataset.FromCsv(new MemoryStream(bytes), Schema, new CsvOptions { Threads = threads }));
            Assert.Equal((55_004, "time", "soon"), (error.Row, error.Column, error.Value));
        }
    }

    [Fact]
    public void AStreamThatFailsEndsTheReadingWithItsOwnError()
    {
        byte[] bytes = Write(2, 60_000, "\n");
        foreach (int threads in new[] { 1, 2, 7 })
        {
            var error = Assert.Throws<IOException>(() => Dataset.FromCsv(new WatchedStream(bytes) { FailsAt = 2_000_000 }, Schema, new CsvOptions { Threads = threads }));
            Assert.Equal("The line is down.", error.Message);
        }
    }

    [Fact]
    public void OnlyTheCallingThreadReadsTheStream()
    {
        using var stream = new WatchedStream(Write(3, 60_000, "\n"));
        Dataset.FromCsv(stream, Schema, new CsvOptions { Threads = 3 });
        Assert.Equal([Environment.CurrentManagedThreadId], stream.Threads);
    }

    [Fact]
    public void ThreadsAllocateTheirBlocksAndNothingForARow()
    {
        const int Count = 400_000;
        byte[] bytes = Write(4, Count, "\n");
        var schema = new FeatureSchema([Feature.User("user"), Feature.Item("item"), Feature.Number("number"), Feature.DateTime("time"), Feature.Label("label")]);
        long Allocated(int threads) => Enumerable.Range(0, 5).Min(_ => // others may have emptied the pool that blocks are lent from
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            Dataset.FromCsv(new MemoryStream(bytes), schema, new CsvOptions { Threads = threads });
            return GC.GetTotalAllocatedBytes(precise: true) - before;
        });

        Assert.InRange((Allocated(2) - Allocated(1)) / (double)Count, -8, 8); // an object a row would be 24 at least; a block more or less is lent anew
    }

    [Fact]
    public void AsManyThreadsAsProcessorsAreTheDefault()
    {
        Assert.Equal(Environment.ProcessorCount, new CsvOptions().Threads);
        Assert.Throws<ArgumentOutOfRangeException>(() => new CsvOptions { Threads = 0 });
    }

    // Users as unevenly as the square of a uniform number, so that some occur once; fields that are missing.
    private static byte[] Write(int seed, int count, string end, params (int Row, string Line)[] odd)
    {
        var random = new Random(seed);
        var lines = odd.ToLookup(line => line.Row, line => line.Line);
        var text = new StringBuilder("user,item,number,time,tags,label\n");
        for (int row = 0; row < count; row++)
        {
            if (odd.Length > 0) foreach (string line in lines[row]) text.Append(line).Append(end);
            double user = random.NextDouble(), item = random.NextDouble();
            text.Append(CultureInfo.InvariantCulture, $"{(user < 0.01 ? "" : $"u{(int)(user * user * 6000)}")},item {(int)(item * item * 3000)},");
            text.Append(CultureInfo.InvariantCulture, $"{(row % 11 == 0 ? "" : $"{random.Next(-900, 900) / 8.0}")},{(row % 13 == 0 ? "" : $"{978_300_760 + random.Next(1 << 24)}")},");
            text.Append(CultureInfo.InvariantCulture, $"{(row % 7 == 0 ? "" : $"t{random.Next(9)}|t{random.Next(99)}")},{random.Next(1, 6)}{end}");
        }

        byte[] bytes = Encoding.UTF8.GetBytes(text.ToString());
        for (int at = 0; (at = Array.IndexOf(bytes, (byte)1, at)) >= 0;) bytes[at] = 0xFF;
        return bytes;
    }

    private static (Dataset? Rows, string? Error) Read(byte[] bytes, int threads)
    {
        try
        {
            return (Dataset.FromCsv(new MemoryStream(bytes), Schema, new CsvOptions { Threads = threads }), null);
        }
        catch (DatasetException e)
        {
            return (null, e.Message);
        }
    }

    private static void AssertSame(Dataset expected, Dataset actual)
    {
        Rows.AssertSame(expected, actual);
        foreach (string name in new[] { "user", "item" })
        {
            Assert.Equal(expected.Column<CategoryColumn>(name).Values, actual.Column<CategoryColumn>(name).Values);
            Assert.Equal(expected.Column<CategoryColumn>(name).Codes, actual.Column<CategoryColumn>(name).Codes);
        }

        Assert.Equal(expected.Column<CategoriesColumn>("tags").Values, actual.Column<CategoriesColumn>("tags").Values);
        Assert.Equal(expected.Column<CategoriesColumn>("tags").Codes, actual.Column<CategoriesColumn>("tags").Codes);
    }

    private sealed class WatchedStream(byte[] bytes) : MemoryStream(bytes)
    {
        public int FailsAt { get; init; } = int.MaxValue;

        public HashSet<int> Threads { get; } = [];

        public override int Read(byte[] buffer, int offset, int count)
        {
            Threads.Add(Environment.CurrentManagedThreadId);
            return Position < FailsAt ? base.Read(buffer, offset, count) : throw new IOException("The line is down.");
        }
    }
}
