namespace DeepRec.Onnx.Tests;

/// <summary>Rows made by chance, with values missing in every column that may miss one.</summary>
internal static class Visits
{
    private static readonly string[] Regions = ["north", "east", "south"], Devices = ["phone", "desktop"], Tags = ["red", "green", "blue", "round", "square"], Words = ["old", "new", "cheap", "blue"];

    public static TrainingSet Train { get; } = new(Dataset.From(Make(800, seed: 1, users: 40, items: 30)));

    /// <summary>Rows of users and items of whom some were never met, on devices of which some were not either.</summary>
    public static Dataset Some(int count, int seed = 2) => Dataset.From(Make(count, seed, users: 60, items: 45));

    public static IReadOnlyList<Visit> Make(int count, int seed, int users, int items)
    {
        var random = new Random(seed);
        var rows = new Visit[count];
        for (int i = 0; i < count; i++)
        {
            int user = random.Next(users), item = random.Next(items);
            var at = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(random.Next(100_000));
            float stars = 1 + (((user * 7) + (item * 3)) % 5);
            rows[i] = new Visit(
                user, user % 9 == 0 ? null : 20 + user, user % 7 == 0 ? null : Regions[user % 3],
                $"item-{item}", item % 8 == 0 ? null : 10 + item, string.Join('|', Tags.Where((_, t) => (item >> t) % 2 == 1)), item % 6 == 0 ? null : $"a {Words[item % 4]} and {Words[item / 4 % 4]} thing, {Words[item % 4]}",
                item % 5 == 0 ? null : [.. Enumerable.Range(0, 9).Select(k => MathF.Sin(item + k))],
                random.Next(6) switch { 0 => null, 1 when users > 50 => "tv", var d => Devices[d % 2] }, random.Next(4) == 0 ? null : random.Next(24),
                string.Join('|', Words.Where(_ => random.Next(3) == 0)), at, stars);
        }

        return rows;
    }
}
