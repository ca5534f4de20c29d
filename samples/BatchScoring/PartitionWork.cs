using System.Security.Cryptography;
using CsvHelper;
using DeepRec;

namespace BatchScoring;

/// <summary>The work on one partition. A user belongs to the partition that is his place among the users modulo their number, so that all partitions together are all users, each once.</summary>
/// <param name="Partition">Which one, from 0.</param>
/// <param name="Of">How many there are.</param>
/// <param name="Count">How many items for each user.</param>
/// <param name="Chunk">How many users a file holds while the work goes on.</param>
internal sealed record PartitionWork(int Partition, int Of, int Count, int Chunk)
{
    /// <summary>Writes what is not there yet. The files' names tell the bundle and the settings that they come from, so that nothing of another is ever taken over.</summary>
    /// <param name="bundle">The model.</param>
    /// <param name="folder">Where results are kept.</param>
    /// <param name="cancellationToken">Ends the work after a chunk; what is written stays.</param>
    /// <returns>What was done, in words.</returns>
    /// <exception cref="ArgumentException">A number is out of its range.</exception>
    public string Run(string bundle, string folder, CancellationToken cancellationToken)
    {
        if (Of < 1 || Partition < 0 || Partition >= Of) throw new ArgumentException($"--partition {Partition} --of {Of}: the partition lies in 0 to {Of - 1}.");
        if (Count < 1 || Chunk < 1) throw new ArgumentException($"--count {Count} and --chunk {Chunk} are 1 or more.");
        string name = $"{VersionOf(bundle)}-top{Count}-part{Partition}of{Of}", whole = Path.Combine(folder, $"{name}.csv");
        if (File.Exists(whole)) return $"{whole} is there already.";

        using var recommender = Recommender.LoadRanking<string, string>(bundle);
        string[][] chunks = [.. recommender.Users.Where((_, place) => place % Of == Partition).Chunk(Chunk)];
        string[] files = [.. chunks.Select((_, i) => Path.Combine(folder, $"{name}.chunk{i}of{Chunk}users.csv"))];
        int found = files.Count(File.Exists);
        for (int i = 0; i < chunks.Length; i++)
        {
            if (File.Exists(files[i])) continue;
            cancellationToken.ThrowIfCancellationRequested();
            Put(files[i], writer => Write(writer, chunks[i], recommender.RecommendBatch(chunks[i], Count, cancellationToken: cancellationToken)));
        }

        Put(whole, writer => Join(writer, files));
        foreach (string file in files) File.Delete(file);
        return $"{whole}: {chunks.Sum(users => users.Length):N0} users, {found} of {chunks.Length} chunks by an earlier run";
    }

    private static string VersionOf(string bundle)
    {
        using var content = File.OpenRead(bundle);
        return Convert.ToHexStringLower(SHA256.HashData(content))[..12];
    }

    private static void Write(TextWriter writer, string[] users, IReadOnlyList<IReadOnlyList<RankedRecommendation<string>>> lists)
    {
        using var csv = CsvWriter.Create(writer, new CsvWriterOptions(), leaveOpen: true);
        foreach (var (user, list) in users.Zip(lists))
        {
            for (int rank = 0; rank < list.Count; rank++)
            {
                csv.WriteField(user);
                csv.WriteField(rank + 1);
                csv.WriteField(list[rank].Item);
                csv.WriteField(list[rank].Score);
                csv.EndRecord();
            }
        }
    }

    private static void Join(TextWriter writer, string[] files)
    {
        writer.WriteLine("user,rank,item,score");
        foreach (string file in files) writer.Write(File.ReadAllText(file));
    }

    // Under another name until it is whole and on the disk.
    private static void Put(string path, Action<TextWriter> write)
    {
        string unfinished = $"{path}.{Guid.NewGuid():N}.tmp";
        using (var stream = File.Create(unfinished))
        {
            using (var writer = new StreamWriter(stream, leaveOpen: true)) write(writer);
            stream.Flush(flushToDisk: true);
        }

        File.Move(unfinished, path, overwrite: true);
    }
}
