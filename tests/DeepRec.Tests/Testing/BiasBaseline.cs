namespace DeepRec.Tests;

/// <summary>The mean, a bias a user and a bias an item, shrunk and fitted in turn: the best that a model without interactions can do.</summary>
internal static class BiasBaseline
{
    public static double MeanSquaredError(Dataset train, Dataset test, double shrinkage = 10)
    {
        var values = train.Column<NumberColumn>(train.Schema.Label!.Name).Values;
        string[][] ids = [Texts(train, train.Schema.User!), Texts(train, train.Schema.Item!)];
        Dictionary<string, double>[] biases = [[], []];
        double mean = values.ToArray().Average();
        for (int turn = 0; turn < 20; turn++)
        {
            int side = turn % 2;
            var sums = new Dictionary<string, (double Sum, int Count)>();
            for (int row = 0; row < values.Length; row++)
            {
                var (sum, count) = sums.GetValueOrDefault(ids[side][row]);
                sums[ids[side][row]] = (sum + values[row] - mean - biases[1 - side].GetValueOrDefault(ids[1 - side][row]), count + 1);
            }

            biases[side] = sums.ToDictionary(p => p.Key, p => p.Value.Sum / (p.Value.Count + shrinkage));
        }

        var expected = test.Column<NumberColumn>(test.Schema.Label!.Name).Values.ToArray();
        return Texts(test, test.Schema.User!).Zip(Texts(test, test.Schema.Item!), expected)
            .Average(row => Math.Pow(row.Third - mean - biases[0].GetValueOrDefault(row.First) - biases[1].GetValueOrDefault(row.Second), 2));
    }

    private static string[] Texts(Dataset data, Feature feature) => [.. Enumerable.Range(0, data.Count).Select(row => data[feature.Name].TextAt(row)!)];
}
