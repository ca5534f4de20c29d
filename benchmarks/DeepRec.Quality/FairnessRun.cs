using System.Globalization;

namespace DeepRec.Quality;

/// <summary>EASE on the films that users gave 4 or 5: gaps of its lists as they are, with a bonus for genres fitted on validation rows, and calibrated to each user.</summary>
internal sealed class FairnessRun
{
    private const string Genres = nameof(Film.Genres), Ndcg = "NDCG@10";
    private readonly MovieLens100K _source;
    private readonly ExposureTarget _target;
    private readonly double _weight;
    private readonly double _loss;
    private readonly TrainingSet _train;
    private readonly Dataset _validation;
    private readonly Dataset _test;

    public FairnessRun(string path, ExposureTarget target, double weight, double loss)
    {
        (_source, _target, _weight, _loss) = (new MovieLens100K(path), target, weight, loss);
        var all = _source.ReadAll();
        float[] ratings = all.Column<NumberColumn>("rating").Values.ToArray();
        var liked = all.Select([.. Enumerable.Range(0, all.Count).Where(row => ratings[row] >= 4)]);
        var (train, test) = Split.Random(liked, 0.2);
        (_train, _validation) = Split.Validation(train, 0.125);
        _test = test;
    }

    public void Run(CancellationToken cancellationToken)
    {
        var options = new RankingOptions { Pipeline = _source.CreatePipeline(), Model = new EaseOptions { Regularization = 250 } };
        using var recommender = Recommender.TrainRanking<string, string>(_train, options, cancellationToken);
        var fit = recommender.FitGroupBonus(_validation, new GroupBonusOptions(Genres) { Target = _target, MaximumLoss = _loss }, cancellationToken: cancellationToken);
        Console.WriteLine($"{_train.Count:N0} training, {_validation.Count:N0} validation and {_test.Count:N0} test rows of ratings of 4 and 5; genres against {_target}\n\nBonus on the validation rows\n{fit}");
        (string Name, ListAdjustment? Adjustment)[] remedies = [("as they are", null), ("bonus", fit.Bonus), (FormattableString.Invariant($"calibrated, {_weight}"), new CalibratedList(Genres, _weight))];
        Console.WriteLine(string.Join(" | ", "Lists", "Exposure gap", "Exposure ratio", Ndcg, $"{Ndcg} gap by gender", $"{Ndcg} gap by age", "Miscalibration", "Miscalibration gap by gender", "by age", "Long tail"));
        foreach (var (name, adjustment) in remedies)
        {
            var gender = Measure(recommender, adjustment, "gender", cancellationToken);
            var age = Measure(recommender, adjustment, "age", cancellationToken);
            Console.WriteLine(string.Join(" | ",
                name, Text(gender.ExposureGap), Text(gender.ExposureRatio), Of(gender, Ndcg), Gap(gender, Ndcg), Gap(age, Ndcg), Of(gender, "Miscalibration"), Gap(gender, "Miscalibration"), Gap(age, "Miscalibration"), Of(gender, "Long tail")));
            if (adjustment is null) Console.Error.WriteLine($"{gender}\n{age}");
        }
    }

    private FairnessReport Measure(RankingRecommender<string, string> recommender, ListAdjustment? adjustment, string users, CancellationToken cancellationToken) => recommender.EvaluateFairness(
        _test, new FairnessOptions { ItemFeature = Genres, UserFeature = users, UserEdges = users == "age" ? [25, 35, 50] : [], Target = _target, Adjustment = adjustment }, _validation, cancellationToken);

    private static string Of(FairnessReport report, string metric)
    {
        var value = report.AllUsers.Values.Single(one => one.Metric == metric);
        return $"{Text(value.Mean)} [{Text(value.Lower)}, {Text(value.Upper)}]";
    }

    private static string Gap(FairnessReport report, string metric)
    {
        var gap = report.Gap(metric);
        return $"{Text(gap.Gap)} [{Text(gap.Lower)}, {Text(gap.Upper)}] {gap.Lowest} < {gap.Highest}";
    }

    private static string Text(double value) => value.ToString("F4", CultureInfo.InvariantCulture);
}
