using System.Diagnostics;

namespace DeepRec.Quality;

/// <summary>Trains the model with and without text, with each seed.</summary>
internal static class TextRun
{
    public static TextResults Run(string data, IReadOnlyList<TextProtocol> protocols, string name, IReadOnlyList<TextModel> models, IReadOnlyList<int> seeds, CancellationToken cancellationToken = default)
    {
        Console.WriteLine(FormattableString.Invariant($"{data}: {protocols.Average(part => part.Train.Count):N0} rows to learn from, {protocols.Sum(part => part.Test.Count):N0} of {protocols.Sum(part => part.Items)} items to test on"));
        string[] users = [.. protocols.SelectMany(part => Enumerable.Range(0, part.Test.Count).Select(row => part.Test["user"].TextAt(row)!))];
        float[] labels = [.. protocols.SelectMany(part => part.Test.Column<NumberColumn>("rating").Values.ToArray())];
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
                float[] predicted = [.. protocols.SelectMany(part =>
                {
                    using var fitted = TextModels.Fit(model, part.Train, seed);
                    return fitted.Predict(part.Test);
                })];
                double[] squared = [.. predicted.Select((prediction, row) => Math.Pow(prediction - labels[row], 2))];
                for (int row = 0; row < errors.Length; row++) errors[row] += squared[row] / seeds.Count;
                bySeed.Add(Math.Sqrt(squared.Average()));
            }

            var result = new TextModelResult(model.Name, Math.Sqrt(errors.Average()), Stopwatch.GetElapsedTime(start).TotalSeconds / seeds.Count, bySeed);
            if (without is null) without = errors;
            else if (PairedErrors.Compare(users, without, errors, seeds[0]) is var (difference, lower, upper)) result = result with { Difference = difference, Lower = lower, Upper = upper };
            results.Add(result);
            Console.WriteLine(FormattableString.Invariant($"  {model.Name,-12} RMSE {result.Rmse:F4}  {result.Seconds:F1} s"));
        }

        return new TextResults(data, name, seeds, users.Length, users.Distinct().Count(), results);
    }
}
