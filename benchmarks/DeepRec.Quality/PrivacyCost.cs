using DeepRec.Models;

namespace DeepRec.Quality;

/// <summary>How much longer a private training takes than the same without privacy: medians of the ratio of rows a second, the two by turns in one run.</summary>
internal sealed class PrivacyCost(string path, string fold, int rounds)
{
    private readonly MovieLens100K _source = new(path);

    public void Run(CancellationToken cancellationToken)
    {
        var train = new TrainingSet(_source.Read($"{fold}.base"));
        var fifth = new TrainingSet(Split.Random(train.Rows, 0.2).Test); // for what is slow
        var mlp = (MlpRatingPredictorOptions)RecommenderOptions.Recommended.Model;
        Ratings("MLP", train, mlp, epochs: 3, cancellationToken);
        Ratings("factorisation", Pairs(train), mlp with { HiddenLayers = [] }, epochs: 3, cancellationToken);
        Ratings("DeepFM", fifth, new DeepFmOptions { Dimension = 8 }, epochs: 1, cancellationToken);
        foreach (var unit in Enum.GetValues<PrivacyUnit>())
        {
            var towers = new SoftmaxRankerOptions { Scorer = new FactoredScorer { Dimension = 32, UserId = true, History = null, ResidualWidth = 0, Start = ItemStart.Random }, Loss = new FullSoftmaxLoss() };
            Compare("two towers", unit, Trainer(1), trainer =>
            {
                using var ranker = Recommender.TrainRanking<string, string>(Pairs(fifth), new RankingOptions { Model = towers, Trainer = trainer }, cancellationToken);
                return ranker.Report!;
            });
        }
    }

    private static TrainingSet Pairs(TrainingSet rows) => new(new Dataset(new FeatureSchema([rows.Rows.Schema["user"], rows.Rows.Schema["item"], rows.Rows.Schema["rating"]]), [rows.Rows["user"], rows.Rows["item"], rows.Rows["rating"]]));

    private void Ratings(string name, TrainingSet rows, RatingPredictorOptions model, int epochs, CancellationToken cancellationToken)
    {
        foreach (var unit in Enum.GetValues<PrivacyUnit>())
        {
            Compare(name, unit, Trainer(epochs), trainer =>
            {
                using var recommender = Recommender.Train<string, string>(rows, new RecommenderOptions { Model = model, Trainer = trainer }, cancellationToken);
                return recommender.Report!;
            });
        }
    }

    private void Compare(string name, PrivacyUnit unit, TrainerOptions trainer, Func<TrainerOptions, TrainingReport> train)
    {
        var ratios = new double[rounds];
        TrainingReport? plain = null, hidden = null;
        for (int round = 0; round < rounds; round++)
        {
            (plain, hidden) = (train(trainer), train(trainer with { Privacy = new PrivacyOptions { Unit = unit } }));
            ratios[round] = plain.RowsPerSecond / hidden.RowsPerSecond;
        }

        Array.Sort(ratios);
        Console.WriteLine(FormattableString.Invariant($"{name,-14} {unit,-8} {ratios[rounds / 2],8:F1} times as long ({ratios[0]:F1} to {ratios[^1]:F1}); fused {plain!.Fused}, private {hidden!.Fused}; {plain.RowsPerSecond:F0} and {hidden.RowsPerSecond:F0} rows a second"));
    }

    private static TrainerOptions Trainer(int epochs) => new() { Epochs = epochs, BatchSize = 2000, Optimizer = new AdamOptions { LearningRate = 5e-3 } };
}
