using System.Diagnostics;
using DeepRec.Models;

namespace DeepRec.Quality;

/// <summary>The same model trained with one ε after the other: its error on rows held out, and how well an attacker tells those it was trained on from them by their errors (½ is chance).</summary>
internal sealed class PrivacyRun
{
    private readonly MovieLens100K _source;
    private readonly TrainerOptions _trainer;
    private readonly int _dimension;
    private readonly TrainingSet _train;
    private readonly Dataset _test;

    public PrivacyRun(string path, string fold, bool validation, TrainerOptions trainer, int dimension)
    {
        (_source, _trainer, _dimension) = (new MovieLens100K(path), trainer, dimension);
        var train = _source.Read($"{fold}.base");
        (_train, _test) = (new TrainingSet(train), validation ? train : _source.Read($"{fold}.test"));
        if (validation) (_train, _test) = Split.Random(train, 0.1);
    }

    public void Run(IReadOnlyList<double> epsilons, CancellationToken cancellationToken)
    {
        Console.WriteLine(FormattableString.Invariant($"{_train.Count:N0} rows, tested on {_test.Count:N0}; unit {_trainer.Privacy!.Unit}, delta {_trainer.Privacy.Delta}, C {_trainer.Privacy.ClippingNorm}, batch {_trainer.BatchSize}, {_trainer.Epochs} epochs, {_trainer.Optimizer.LearningRate} falling, embeddings of {_dimension}"));
        Console.WriteLine(FormattableString.Invariant($"without a model: RMSE {Rmse(RatingBaseline.GlobalMean(_train).Predict(_test), _test):F4} by the mean of all, {Rmse(RatingBaseline.UserItemBias(_train).Predict(_test), _test):F4} by means of users and items"));
        foreach (double epsilon in epsilons)
        {
            long began = Stopwatch.GetTimestamp();
            var options = new RecommenderOptions
            {
                Pipeline = _source.CreatePipeline(),
                Model = (MlpRatingPredictorOptions)RecommenderOptions.Recommended.Model with { HiddenLayers = [16], Dropout = 0, EmbeddingDimension = _dimension },
                Trainer = double.IsInfinity(epsilon) ? _trainer with { Privacy = null } : _trainer with { Privacy = _trainer.Privacy! with { Epsilon = epsilon } },
            };
            using var recommender = Recommender.Train<string, string>(_train, options, cancellationToken);
            float[] members = Errors(recommender, _train.Rows), others = Errors(recommender, _test);
            var (area, half) = Attack(members, others);
            string spent = recommender.Privacy is { } privacy ? FormattableString.Invariant($"epsilon {privacy.Epsilon,5:F3}, noise {privacy.NoiseMultiplier,6:F3} over {privacy.Steps} steps") : "without";
            Console.WriteLine(FormattableString.Invariant($"{spent,-46}  RMSE {Math.Sqrt(others.Average(e => (double)e * e)):F4}, training {Math.Sqrt(members.Average(e => (double)e * e)):F4}, attack {area:F4} ± {half:F4}, {Stopwatch.GetElapsedTime(began).TotalSeconds:F0} s"));
        }
    }

    // The chance that a member has the smaller error, and half its interval of 95 % (Hanley and McNeil 1982).
    private static (double Area, double Half) Attack(float[] members, float[] others)
    {
        float[] sorted = [.. members.Order()];
        double n = members.Length, m = others.Length, sum = 0;
        foreach (float error in others)
        {
            int at = Array.BinarySearch(sorted, error), from = at < 0 ? ~at : at, to = from;
            while (from > 0 && sorted[from - 1] == error) from--;
            while (to < sorted.Length && sorted[to] == error) to++;
            sum += from + ((to - from) / 2.0);
        }

        double area = sum / (n * m), square = area * area;
        return (area, 1.96 * Math.Sqrt(((area * (1 - area)) + ((n - 1) * ((area / (2 - area)) - square)) + ((m - 1) * ((2 * square / (1 + area)) - square))) / (n * m)));
    }

    private static float[] Errors(Recommender<string, string> recommender, Dataset rows) =>
        [.. recommender.Predict(rows).Zip(rows.Column<NumberColumn>("rating").Values.ToArray(), (predicted, label) => Math.Abs(predicted - label))];

    private static double Rmse(float[] predicted, Dataset rows)
    {
        var labels = rows.Column<NumberColumn>("rating").Values.ToArray();
        return Math.Sqrt(predicted.Zip(labels, (p, label) => Math.Pow(p - label, 2)).Average());
    }
}
