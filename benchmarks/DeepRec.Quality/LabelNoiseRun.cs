using DeepRec.Models;
using DeepRec.Preprocessing;

namespace DeepRec.Quality;

/// <summary>The recommended network trained by one loss after the other on ratings of which a share was replaced by uniform ones, and tested on clean rows.</summary>
/// <param name="train">Clean rows to learn from.</param>
/// <param name="test">Clean rows.</param>
/// <param name="pipeline">The steps; <see langword="null"/>: the default.</param>
/// <param name="epochs">As many as it takes; <see langword="null"/>: as recommended.</param>
internal sealed class LabelNoiseRun(TrainingSet train, Dataset test, Func<PreprocessingPipeline?> pipeline, int? epochs = null)
{
    /// <summary>The losses, each with the ridge of embeddings that did best on validation rows at a share of 20 %.</summary>
    public static IReadOnlyList<(string Name, RatingLoss Loss, double Ridge)> Losses { get; } =
    [
        ("squared error", new SquaredErrorLoss(), 0.1), ("Huber, δ 1", new HuberLoss(), 0.05), ("absolute error", new AbsoluteErrorLoss(), 0.05),
    ];

    /// <param name="shares">Of labels that are replaced.</param>
    /// <param name="seeds">How many trainings each; they part noise and start values too.</param>
    /// <param name="ridges">In place of those of <see cref="Losses"/>; or none.</param>
    /// <param name="told">Of each result.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    public IReadOnlyList<LabelNoiseResult> Run(IReadOnlyList<double> shares, int seeds, IReadOnlyList<double> ridges, Action<LabelNoiseResult> told, CancellationToken cancellationToken)
    {
        var results = new List<LabelNoiseResult>();
        foreach (double share in shares)
        {
            foreach (var (name, loss, ridge) in Losses)
            {
                foreach (double weight in ridges.Count == 0 ? [ridge] : ridges)
                {
                    RatingReport[] reports = [.. Enumerable.Range(0, seeds).Select(seed => Report(share, loss, weight, 42 + seed, cancellationToken))];
                    results.Add(new LabelNoiseResult(share, ridges.Count == 0 ? name : FormattableString.Invariant($"{name}, ridge {weight}"), [.. reports.Select(report => report.RootMeanSquaredError)], [.. reports.Select(report => report.MeanAbsoluteError)]));
                    told(results[^1]);
                }
            }
        }

        return results;
    }

    private RatingReport Report(double share, RatingLoss loss, double ridge, int seed, CancellationToken cancellationToken)
    {
        var recommended = RecommenderOptions.Recommended;
        var options = recommended with
        {
            Pipeline = pipeline(),
            Model = (MlpRatingPredictorOptions)recommended.Model with { Loss = loss },
            Trainer = recommended.Trainer with { Seed = seed, EmbeddingRegularization = ridge, Epochs = epochs ?? recommended.Trainer.Epochs },
        };
        using var recommender = Recommender.Train<string, string>(new TrainingSet(LabelNoise.Replace(train.Rows, share, seed)), options, cancellationToken);
        return recommender.Evaluate(test);
    }
}
