using System.Diagnostics;
using DeepRec.Preprocessing;

namespace DeepRec.Quality;

/// <summary>Trains each model on each fold with each seed.</summary>
internal static class RatingRun
{
    public static RatingResults Run(RatingSource source, RatingProtocol protocol, IReadOnlyList<RatingModel> models, IReadOnlyList<int> seeds, CancellationToken cancellationToken = default)
    {
        var folds = models.ToDictionary(model => model.Name, _ => new List<RatingFoldResult>());
        foreach (var (fold, read) in protocol.Folds)
        {
            var split = read();
            Console.WriteLine(FormattableString.Invariant($"{source.Name}, {fold}: {split.Train.Count:N0} rows to learn from, {split.Test.Count:N0} to test on"));
            foreach (var model in models)
            {
                var runs = new List<RatingMetrics>();
                long start = Stopwatch.GetTimestamp();
                foreach (int seed in seeds)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    runs.Add(Evaluate(model, split, source.CreatePipeline(), seed));
                }

                var result = new RatingFoldResult(
                    fold, runs.Average(run => run.RootMeanSquaredError), runs.Average(run => run.MeanAbsoluteError), Stopwatch.GetElapsedTime(start).TotalSeconds / seeds.Count,
                    seeds.Count == 1 ? null : [.. runs.Select(run => run.RootMeanSquaredError)]);
                folds[model.Name].Add(result);
                Console.WriteLine(FormattableString.Invariant($"  {model.Name,-18} RMSE {result.Rmse:F4}  MAE {result.Mae:F4}  {result.Seconds:F1} s"));
            }
        }

        return new RatingResults(source.Name, protocol.Name, seeds, [.. models.Select(model => RatingModelResult.Of(model.Name, folds[model.Name]))]);
    }

    private static RatingMetrics Evaluate(RatingModel model, DataSplit split, PreprocessingPipeline? pipeline, int seed)
    {
        using var fitted = model.Fit(split.Train, pipeline, seed);
        return RatingMetrics.Compute(fitted.Predict(split.Test), split.Test.Column<NumberColumn>(split.Test.Schema.Label!.Name).Values);
    }
}
