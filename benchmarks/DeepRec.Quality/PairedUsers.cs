using System.Globalization;

namespace DeepRec.Quality;

/// <summary>A metric of two models on the same users, day by day: means, and an interval of the difference that draws users with all their days.</summary>
internal sealed class PairedUsers
{
    private const int Resamples = 10_000;
    private readonly Dictionary<string, (double First, double Second, int Count)> _users = [];

    public void Add(IReadOnlyList<string> users, IReadOnlyList<double> first, IReadOnlyList<double> second)
    {
        if (first.Count != users.Count || second.Count != users.Count) throw new InvalidDataException($"{first.Count} and {second.Count} values of {users.Count} users: some wanted nothing new.");
        for (int i = 0; i < users.Count; i++)
        {
            var sum = _users.GetValueOrDefault(users[i]);
            _users[users[i]] = (sum.First + first[i], sum.Second + second[i], sum.Count + 1);
        }
    }

    public override string ToString()
    {
        var users = _users.OrderBy(user => user.Key, StringComparer.Ordinal).Select(user => user.Value).ToArray();
        int count = users.Sum(user => user.Count);
        double first = users.Sum(user => user.First) / count, second = users.Sum(user => user.Second) / count;
        var random = new Random(42);
        var differences = new double[Resamples];
        for (int resample = 0; resample < Resamples; resample++)
        {
            double sum = 0;
            int drawn = 0;
            for (int i = 0; i < users.Length; i++)
            {
                var user = users[random.Next(users.Length)];
                (sum, drawn) = (sum + user.Second - user.First, drawn + user.Count);
            }

            differences[resample] = sum / drawn;
        }

        Array.Sort(differences);
        double low = differences[(int)(0.025 * Resamples)], high = differences[(int)(0.975 * Resamples)];
        return string.Create(CultureInfo.InvariantCulture, $"{first:F4} left as it was, {second:F4} updated, difference {second - first:+0.0000;-0.0000} [{low:+0.0000;-0.0000}, {high:+0.0000;-0.0000}] (95 %, {users.Length} users, {count} requests), {100 * (second - first) / first:+0.0;-0.0} %");
    }
}
