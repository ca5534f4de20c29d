using DeepRec.Quality;
using DeepRec.Tests.Tensors;

namespace DeepRec.Tests.Quality;

/// <summary>Each layout, written small. Items are told apart by who met them, since their ids are drawn anew.</summary>
public sealed class RankingSourceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ASequenceIsPartedByItsEnd()
    {
        Write("all.txt", "a x y z w\nb y x\nc z y x\n");
        var source = RankingSource.Open(_folder.File("all.txt"), "sequence", seed: 1);

        Assert.Equal(["a0 x", "a1 y", "b0 y", "b1 x", "c0 z"], Rows(source.Train, source));
        Assert.Equal(["a2 z", "c1 y"], Rows(source.Validation!, source));
        Assert.Equal(["a3 w", "c2 x"], Rows(source.Test, source));
        Assert.Equal(7, source.TrainAndValidation.Count);
        Assert.Equal((true, "sequence", 4), (source.HasTime, source.Layout, source.Test.Items!.Count));

        string[] Rows(Dataset part, RankingSource whole)
        {
            // x is b's second, y b's first, z c's first, w the one that is left.
            string? Of(Dataset data, string user, int place) => Enumerable.Range(0, data.Count).Where(row => data["user"].TextAt(row) == user && Place(data, row) == place).Select(row => data["item"].TextAt(row)).Single();
            var names = new Dictionary<string, string> { [Of(whole.Train, "b", 1)!] = "x", [Of(whole.Train, "b", 0)!] = "y", [Of(whole.Train, "c", 0)!] = "z" };
            return [.. Enumerable.Range(0, part.Count).Select(row => $"{part["user"].TextAt(row)}{Place(part, row)} {names.GetValueOrDefault(part["item"].TextAt(row)!, "w")}").Order(StringComparer.Ordinal)];
        }
    }

    [Fact]
    public void PairsAndListsAreTheSameSequences()
    {
        Write("lists.txt", "a x y z w\nb y x q\n");
        Write("pairs.txt", "a x\na y\nb y\na z\nb x\na w\nb q\n");
        var (lists, pairs) = (RankingSource.Open(_folder.File("lists.txt"), "sequence", 5), RankingSource.Open(_folder.File("pairs.txt"), "sequence", 5));

        Assert.Equal(Lines(lists.Train), Lines(pairs.Train));
        Assert.Equal(Lines(lists.Validation!), Lines(pairs.Validation!));
        Assert.Equal(Lines(lists.Test), Lines(pairs.Test));
    }

    [Fact]
    public void ItemIdsAndTheUsersOrderAreDrawnByTheSeed()
    {
        Write("all.txt", string.Concat(Enumerable.Range(0, 40).Select(user => $"{user} {3 * user} {3 * user + 1} {3 * user + 2}\n")));
        RankingSource Open(int seed) => RankingSource.Open(_folder.File("all.txt"), "sequence", seed);
        var source = Open(1);

        Assert.Equal(Enumerable.Range(0, 120).Select(i => $"{i}"), source.Train.Items!.Column<CategoryColumn>("item").Values);
        Assert.Equal(Lines(source.Train), Lines(Open(1).Train));
        Assert.NotEqual(Lines(source.Train), Lines(Open(2).Train));
        Assert.NotEqual(Enumerable.Range(0, 40).Select(i => $"{i}"), Lines(source.Train).Select(line => line.Split(' ')[0]));
        int successors = Enumerable.Range(0, 40).Count(user => NumberOf(source.Test, user) == NumberOf(source.Validation!, user) + 1);
        Assert.InRange(successors, 0, 5); // all 40 in the file
        Assert.True(LeakageAudit.Of(new TrainingSet(source.Train), source.Test).IsClean);

        static int NumberOf(Dataset part, int user) => Enumerable.Range(0, part.Count).Where(row => part["user"].TextAt(row) == $"{user}").Select(row => int.Parse(part["item"].TextAt(row)!, System.Globalization.CultureInfo.InvariantCulture)).Single();
    }

    [Fact]
    public void TheLightGcnLayoutHasTwoFilesAndNoOrder()
    {
        Write("train.txt", "0 5 6 7\n1 5\n2\n");
        Write("test.txt", "0 8\n1 6 7\n");
        var source = RankingSource.Open(_folder.Path, "lightgcn", 1);

        Assert.Equal((4, 3, 4, false), (source.Train.Count, source.Test.Count, source.Train.Items!.Count, source.HasTime));
        Assert.Equal(["user", "item"], source.Train.Schema.Select(f => f.Name));
        Assert.Null(source.Validation);
        Assert.Same(source.Train, source.TrainAndValidation);
        var met = Lines(source.Train).ToLookup(line => line.Split(' ')[0], line => line.Split(' ')[1]);
        var held = Lines(source.Test).ToLookup(line => line.Split(' ')[0], line => line.Split(' ')[1]);
        Assert.Equal((3, 1, 1, 2), (met["0"].Count(), met["1"].Count(), held["0"].Count(), held["1"].Count()));
        Assert.Subset(met["0"].ToHashSet(), held["1"].Concat(met["1"]).ToHashSet());
        Assert.DoesNotContain(held["0"].Single(), met["0"]);
    }

    [Fact]
    public void TheNcfLayoutKeepsMissingTimesMissingAndDropsEqualNegatives()
    {
        // The file is not in time order; of two newest rows of one time the last is validated on.
        Write("tiny.train.rating", "0\t1\t5\t200\n0\t2\t4\t100\n0\t3\t4\t200\n0\t4\t3\t\n1\t1\t3\t\n1\t2\t3\t\n");
        Write("tiny.test.rating", "0\t5\t5\t300\n1\t3\t2\t\n");
        Write("tiny.test.negative", "(0,5)\t6\t1\t5\t6\n(1,3)\t4\t6\n");
        var source = RankingSource.Open(_folder.Path, "ncf", 1);

        Assert.Equal(["0 ", "0 1970-01-01T00:01:40Z", "0 1970-01-01T00:03:20Z", "1 ", "1 "], Times(source.Train));
        Assert.Equal(["0 1970-01-01T00:03:20Z"], Times(source.Validation!));
        Assert.Equal(["0 1970-01-01T00:05:00Z", "1 "], Times(source.Test));
        Assert.Equal((6, 2), (source.Train.Items!.Count, source.DroppedNegatives)); // item 6 is among the negatives only
        int first = source.Test["user"].TextAt(0) == "0" ? 0 : 1;
        Assert.Equal((2, 2), (source.Negatives![first].Count, source.Negatives[1 - first].Count));
        Assert.DoesNotContain(source.Test["item"].TextAt(first), source.Negatives[first]);
        Assert.Equal(source.Negatives[first][0], source.Negatives[1 - first][1]); // 6
        Assert.Equal(source.Validation!["item"].TextAt(0), source.Test["item"].TextAt(1 - first)); // 3
    }

    [Fact]
    public void MovieLensIsPartedByUserOrByTime()
    {
        Write("u.data", string.Concat(Enumerable.Range(0, 40).Select(i => FormattableString.Invariant($"{i % 4}\t{i / 4}\t3\t{1000 + i}\n"))));
        var one = RankingSource.Open(_folder.Path, "movielens", 1);
        var time = RankingSource.Open(_folder.Path, "movielens", 1, byTime: true);

        Assert.Equal(("ml-100k", 32, 4, 4), (one.Name, one.Train.Count, one.Validation!.Count, one.Test.Count));
        Assert.Equal(Enumerable.Range(0, 4).Select(user => FormattableString.Invariant($"{user} {new DateTime(1970, 1, 1).AddSeconds(1036 + user):yyyy-MM-ddTHH:mm:ss}Z")), Times(one.Test));
        Assert.Equal((32, 4, 4), (time.Train.Count, time.Validation!.Count, time.Test.Count));
        Assert.Equal(Times(one.Test), Times(time.Test)); // the newest four of all are each user's newest
        Assert.NotEqual(one.Protocol, time.Protocol);
    }

    [Fact]
    public void WhatIsWrongIsNamed()
    {
        Assert.Contains("There are ncf, lightgcn, sequence, movielens", Assert.Throws<ArgumentException>(() => RankingSource.Open(_folder.Path, "csv", 1)).Message, StringComparison.Ordinal);
        Assert.Contains("train.txt", Assert.Throws<FileNotFoundException>(() => RankingSource.Open(_folder.Path, "lightgcn", 1)).Message, StringComparison.Ordinal);
        Assert.Contains("0 files *.txt", Assert.Throws<FileNotFoundException>(() => RankingSource.Open(_folder.Path, "sequence", 1)).Message, StringComparison.Ordinal);
        Assert.Contains("0 files *.train.rating", Assert.Throws<FileNotFoundException>(() => RankingSource.Open(_folder.Path, "ncf", 1)).Message, StringComparison.Ordinal);
        Write("short.txt", "a x y\n");
        Assert.Contains("No user", Assert.Throws<InvalidDataException>(() => RankingSource.Open(_folder.File("short.txt"), "sequence", 1)).Message, StringComparison.Ordinal);
        Write("a.train.rating", "0\t1\t5\t100\n");
        Write("a.test.rating", "0\t2\t5\tyesterday\n");
        Assert.Contains("'yesterday' is no number", Assert.Throws<InvalidDataException>(() => RankingSource.Open(_folder.Path, "ncf", 1)).Message, StringComparison.Ordinal);
        Write("a.test.rating", "0\t2\t5\t200\n");
        Write("a.test.negative", "(0,3)\t7\n");
        Assert.Contains("begins with '(0,3)', which is not test row 0", Assert.Throws<InvalidDataException>(() => RankingSource.Open(_folder.Path, "ncf", 1)).Message, StringComparison.Ordinal);
    }

    private static int Place(Dataset data, int row) => (int)(data.Column<DateTimeColumn>("at").Ticks[row] - DateTime.UnixEpoch.Ticks) / (int)TimeSpan.TicksPerSecond;

    private static string[] Lines(Dataset rows) => [.. Enumerable.Range(0, rows.Count).Select(row => string.Join(' ', rows.Schema.Select(f => rows[f.Name].TextAt(row))))];

    private static string[] Times(Dataset rows) => [.. Enumerable.Range(0, rows.Count).Select(row => $"{rows["user"].TextAt(row)} {rows["at"].TextAt(row)}").Order(StringComparer.Ordinal)];

    private void Write(string name, string text) => File.WriteAllText(_folder.File(name), text);
}
