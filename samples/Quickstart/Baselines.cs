using DeepRec;

namespace Quickstart;

/// <summary>What a model must beat: the mean of all ratings, and the mean with a bias of each user and each item.</summary>
internal static class Baselines
{
    // How many ratings of the mean each user and item is given on top of their own.
    private const double Shrinkage = 10;

    public static double Mean(TrainingSet train, Dataset test)
    {
        double mean = Labels(train.Rows).Average();
        return Labels(test).Average(label => Math.Pow(label - mean, 2));
    }

    public static double Biases(TrainingSet train, Dataset test)
    {
        var (labels, mean) = (Labels(train.Rows), Labels(train.Rows).Average());
        string[][] ids = [Ids(train.Rows, train.Schema.User!), Ids(train.Rows, train.Schema.Item!)];
        Dictionary<string, double>[] biases = [[], []];
        for (int turn = 0; turn < 20; turn++)
        {
            int side = turn % 2; // users, items, users, …: each side explains what the other leaves
            biases[side] = Enumerable.Range(0, labels.Length)
                .GroupBy(row => ids[side][row], row => labels[row] - mean - biases[1 - side].GetValueOrDefault(ids[1 - side][row]))
                .ToDictionary(rest => rest.Key, rest => rest.Sum() / (rest.Count() + Shrinkage));
        }

        return Ids(test, test.Schema.User!).Zip(Ids(test, test.Schema.Item!), Labels(test))
            .Average(row => Math.Pow(row.Third - mean - biases[0].GetValueOrDefault(row.First) - biases[1].GetValueOrDefault(row.Second), 2));
    }

    private static float[] Labels(Dataset rows) => rows.Column<NumberColumn>(rows.Schema.Label!.Name).Values.ToArray();

    private static string[] Ids(Dataset rows, Feature id) => [.. Enumerable.Range(0, rows.Count).Select(row => rows[id.Name].TextAt(row)!)];
}
