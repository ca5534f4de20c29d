using System.Globalization;
using System.Text;

namespace DeepRec.AspNetCore.Tests.Parity;

/// <summary>Real rows: what 150 users of MovieLens 100K rated.</summary>
internal static class MovieLensRows
{
    private const int Users = 150;

    public static ParityRows Read(string data)
    {
        string folder = Path.Combine(data, "ml-100k");
        var users = Lines("u.user", '|').ToDictionary(user => user[0]);
        var genres = Lines("u.item", '|').ToDictionary(film => film[0], film => string.Join('|', Enumerable.Range(0, 19).Where(genre => film[5 + genre] == "1").Select(genre => $"genre-{genre}")));
        WatchRow[] rows = [.. Lines("u.data", '\t').Where(row => int.Parse(row[0], CultureInfo.InvariantCulture) <= Users).Select(row => new WatchRow(
            row[0], float.Parse(users[row[0]][1], CultureInfo.InvariantCulture), users[row[0]][2], users[row[0]][3],
            row[1], genres[row[1]], DateTimeOffset.FromUnixTimeSeconds(long.Parse(row[3], CultureInfo.InvariantCulture)), float.Parse(row[2], CultureInfo.InvariantCulture)))];
        return new ParityRows(new TrainingSet(Dataset.From(rows)), ["1", "2", "13", "150"], ["50", "242", "1", "1000"], new Dictionary<string, object?> { ["Age"] = 31.0, ["Gender"] = "F", ["Occupation"] = "lumberjack" });

        IEnumerable<string[]> Lines(string file, char separator) => File.ReadLines(Path.Combine(folder, file), Encoding.Latin1).Select(line => line.Split(separator));
    }
}
