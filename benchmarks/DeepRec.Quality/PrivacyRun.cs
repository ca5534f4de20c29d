using System.Diagnostics;
using DeepRec.Models;

namespace DeepRec.Quality;

/// <summary>The same model trained with one ε after the other, and its error on rows held out.</summary>
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

    /// <summary>The attack on such models of all rows: see <see cref="MembershipRun"/>.</summary>
    public void Attack(IReadOnlyList<double> epsilons, int splits, CancellationToken cancellationToken) =>
        new MembershipRun(_source.ReadAll(), splits, OptionsOf).Run(epsilons, _trainer.Privacy!.Delta, cancellationToken);

    public void Run(IReadOnlyList<double> epsilons, CancellationToken cancellationToken)
    {
        Console.WriteLine(FormattableString.Invariant($"{_train.Count:N0} rows, tested on {_test.Count:N0}; unit {_trainer.Privacy!.Unit}, delta {_trainer.Privacy.Delta}, C {_trainer.Privacy.ClippingNorm}, batch {_trainer.BatchSize}, {_trainer.Epochs} epochs, {_trainer.Optimizer.LearningRate} falling, embeddings of {_dimension}"));
        Console.WriteLine(FormattableString.Invariant($"without a model: RMSE {Rmse(RatingBaseline.GlobalMean(_train).Predict(_test), _test):F4} by the mean of all, {Rmse(RatingBaseline.UserItemBias(_train).Predict(_test), _test):F4} by means of users and items"));
        foreach (double epsilon in epsilons)
        {
            long began = Stopwatch.GetTimestamp();
            using var recommender = Recommender.Train<string, string>(_train, OptionsOf(epsilon), cancellationToken);
            float[] members = Errors(recommender, _train.Rows), others = Errors(recommender, _test);
            string spent = recommender.Privacy is { } privacy ? FormattableString.Invariant($"epsilon {privacy.Epsilon,5:F3}, noise {privacy.NoiseMultiplier,6:F3} over {privacy.Steps} steps") : "without";
            Console.WriteLine(FormattableString.Invariant($"{spent,-46}  RMSE {Math.Sqrt(others.Average(e => (double)e * e)):F4}, training {Math.Sqrt(members.Average(e => (double)e * e)):F4}, {Stopwatch.GetElapsedTime(began).TotalSeconds:F0} s"));
        }
    }

    /// <summary>The model and its training.</summary>
    public RecommenderOptions OptionsOf(double epsilon) => new()
    {
        Pipeline = _source.CreatePipeline(),
        Model = (MlpRatingPredictorOptions)RecommenderOptions.Recommended.Model with { HiddenLayers = [16], Dropout = 0, EmbeddingDimension = _dimension },
        Trainer = double.IsInfinity(epsilon) ? _trainer with { Privacy = null } : _trainer with { Privacy = _trainer.Privacy! with { Epsilon = epsilon } },
    };

    /// <summary>The chance that a member has the smaller error; ½ where nothing is known.</summary>
    public static double Area(float[] members, float[] others)
    {
        float[] sorted = [.. members.Order()];
        double sum = 0;
        foreach (float error in others)
        {
            int at = Array.BinarySearch(sorted, error), from = at < 0 ? ~at : at, to = from;
            while (from > 0 && sorted[from - 1] == error) from--;
            while (to < sorted.Length && sorted[to] == error) to++;
            sum += from + ((to - from) / 2.0);
        }

        return sum / ((double)members.Length * others.Length);
    }

    /// <summary>Absolute errors. [N]</summary>
    public static float[] Errors(Recommender<string, string> recommender, Dataset rows) =>
        [.. recommender.Predict(rows).Zip(rows.Column<NumberColumn>("rating").Values.ToArray(), (predicted, label) => Math.Abs(predicted - label))];

    private static double Rmse(float[] predicted, Dataset rows)
    {
        var labels = rows.Column<NumberColumn>("rating").Values.ToArray();
        return Math.Sqrt(predicted.Zip(labels, (p, label) => Math.Pow(p - label, 2)).Average());
    }
}
