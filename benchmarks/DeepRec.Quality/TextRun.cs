using System.Diagnostics;

namespace DeepRec.Quality;

/// <summary>Trains the model with and without text, with each seed.</summary>
internal static class TextRun
{
    public static TextResults Run(string data, TextProtocol protocol, string name, IReadOnlyList<TextModel> models, IReadOnlyList<int> seeds, CancellationToken cancellationToken = default)
    {
        Console.WriteLine(FormattableString.Invariant($"{data}: {protocol.Train.Count:N0} rows to learn from, {protocol.Test.Count:N0} of {protocol.Items} items to test on"));
        var column = protocol.Test.Column<CategoryColumn>("user");
        string[] users = [.. Enumerable.Range(0, column.Count).Select(row => column.TextAt(row)!)];
        float[] labels = protocol.Test.Column<NumberColumn>("rating").Values.ToArray();
        double[]? without = null;
        var results = new List<TextModelResult>();
        foreach (var model in models.Prepend(TextModels.Without))
        {
            var errors = new double[labels.Length]; // squared, the mean over the seeds
            var bySeed = new List<double>();
            long start = Stopwatch.GetTimestamp();
            foreach (int seed in seeds)
            {
                cancellationToken.ThrowIfCancellationRequested();
                using var fitted = TextModels.Fit(model, protocol.Train, seed);
                double[] squared = [.. fitted.Predict(protocol.Test).Select((prediction, row) => Math.Pow(prediction - labels[row], 2))];
                for (int row = 0; row < errors.Length; row++) errors[row] += squared[row] / seeds.Count;
                bySeed.Add(Math.Sqrt(squared.Average()));
            }

            var result = new TextModelResult(model.Name, Math.Sqrt(errors.Average()), Stopwatch.GetElapsedTime(start).TotalSeconds / seeds.Count, bySeed);
            if (without is null) without = errors;
            else if (PairedErrors.Compare(users, without, errors, seeds[0]) is var (difference, lower, upper)) result = result with { Difference = difference, Lower = lower, Upper = upper };
            results.Add(result);
            Console.WriteLine(FormattableString.Invariant($"  {model.Name,-12} RMSE {result.Rmse:F4}  {result.Seconds:F1} s"));
        }

        return new TextResults(data, name, seeds, protocol.Test.Count, users.Distinct().Count(), results);
    }
}
