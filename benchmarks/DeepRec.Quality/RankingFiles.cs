using System.Globalization;

namespace DeepRec.Quality;

/// <summary>What the layouts share: lines of fields between blanks, the newest row of each user.</summary>
internal static class RankingFiles
{
    /// <summary>The fields of each line that has some, with its number from 1.</summary>
    /// <exception cref="FileNotFoundException">The file is not there.</exception>
    public static IEnumerable<(int Line, string[] Fields)> Lines(string file)
    {
        if (!File.Exists(file)) throw new FileNotFoundException($"There is no file '{file}'.");
        return Read();

        IEnumerable<(int, string[])> Read()
        {
            int number = 0;
            foreach (string line in File.ReadLines(file))
            {
                number++;
                string[] fields = line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
                if (fields.Length > 0) yield return (number, fields);
            }
        }
    }

    /// <summary>Lines 'user item item …'.</summary>
    public static IEnumerable<RankingRow> Lists(string file) => Lines(file).SelectMany(line => line.Fields.Skip(1).Select(item => new RankingRow(line.Fields[0], item)));

    /// <summary>Seconds since 1970 as ticks; an empty text is a missing time.</summary>
    public static long Ticks(string seconds, string file, int line) => seconds.Length == 0 ? DateTimeColumn.Missing
        : long.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number < 253_402_300_800 ? DateTime.UnixEpoch.AddSeconds(number).Ticks
        : throw new InvalidDataException($"Line {line} of '{file}': '{seconds}' is no number of seconds since 1970.");

    /// <summary>Each user's newest row, if it has a time and the user has others; of rows of one time the last of the file.</summary>
    public static (IReadOnlyList<RankingRow> Older, IReadOnlyList<RankingRow> Newest) LeaveOneOut(IReadOnlyList<RankingRow> rows)
    {
        var newest = new Dictionary<string, int>(StringComparer.Ordinal);
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < rows.Count; i++)
        {
            string user = rows[i].User;
            counts[user] = counts.GetValueOrDefault(user) + 1;
            if (rows[i].Ticks != DateTimeColumn.Missing && (!newest.TryGetValue(user, out int best) || rows[i].Ticks >= rows[best].Ticks)) newest[user] = i;
        }

        var held = newest.Where(user => counts[user.Key] > 1).Select(user => user.Value).ToHashSet();
        return ([.. rows.Where((_, i) => !held.Contains(i))], [.. rows.Where((_, i) => held.Contains(i))]);
    }
}
