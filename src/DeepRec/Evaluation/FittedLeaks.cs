using System.Globalization;
using DeepRec.Preprocessing;
using Summary = DeepRec.Preprocessing.NumberSummary;

namespace DeepRec;

/// <summary>
/// What a fitted pipeline can only know from test rows. Both parts walk through its steps side by side; at each step what it learned is held against what
/// the training rows, and all rows, would have taught it. A row step that removed training rows changes a statistic to neither, which is no finding.
/// </summary>
internal static class FittedLeaks
{
    private const double Same = 1e-6;

    public static void Find(AuditedRows rows, FittedPipeline pipeline, List<LeakageFinding> findings)
    {
        var (train, test) = (rows.Train, rows.Test);
        var found = new Dictionary<string, LeakageFinding>(StringComparer.Ordinal); // one a column
        foreach (var step in pipeline.Steps)
        {
            if (Inspect(step, train, test) is { } finding) Add(finding);
            (train, test) = (step.TransformChecked(train), step.TransformChecked(test));
        }

        // What stands in for missing numbers is a mean of the encoded training rows.
        foreach (var input in pipeline.Inputs)
        {
            if (input.Kind == FeatureInputKind.Number && train[input.Name] is NumberColumn ofTrain && test[input.Name] is NumberColumn ofTest && FallbackOf(input, ofTrain, ofTest) is { } finding) Add(finding);
        }

        findings.AddRange(found.Values);

        void Add(LeakageFinding finding)
        {
            if (!rows.Options.IgnoredColumns.Contains(finding.Column!)) found.TryAdd(finding.Column!, finding);
        }
    }

    private static LeakageFinding? Inspect(FittedStep step, Dataset train, Dataset test) => step switch
    {
        FittedVocabulary vocabulary => OfVocabulary(vocabulary, train, test),
        FittedStandardize standardize when Both(standardize.Column, train, test) is { } both => OfMean(standardize, both),
        FittedScaleToRange range when Both(range.Column, train, test) is { } both => OfRange(range, both),
        FittedFillNumber fill when Both(fill.Column, train, test) is { } both => OfFill(fill, both),
        FittedBucketize buckets when Both(buckets.Column, train, test) is { } both => OfBuckets(buckets, both),
        FittedTimeSinceLastEvent since => OfTimes(since, train, test),
        Clip clip when Both(clip.Column, train, test) is { } both => OfClip(clip, both),
        _ => null,
    };

    private static LeakageFinding? OfVocabulary(FittedVocabulary vocabulary, Dataset train, Dataset test)
    {
        var ofTrain = CategoryValues.Count(new TrainingSet(train), vocabulary.Column);
        var ofTest = CategoryValues.Count(new TrainingSet(test), vocabulary.Column);
        string[] leaked = [.. vocabulary.Values.Where(value => ofTest.ContainsKey(value) && !ofTrain.ContainsKey(value))];
        return leaked.Length == 0 ? null : new LeakageFinding(
            LeakageKind.VocabularyOfTestRows, vocabulary.Column, leaked.Length, leaked.Length / (double)vocabulary.Values.Count,
            $"The vocabulary of '{vocabulary.Column}' has {Integer(leaked.Length)} of {Integer(vocabulary.Values.Count)} values that only test rows hold, such as '{leaked[0]}'. Fit the pipeline on the training set of the split.");
    }

    private static LeakageFinding? OfTimes(FittedTimeSinceLastEvent since, Dataset train, Dataset test)
    {
        if (!test.Schema.Contains(since.User) || !test.Schema.Contains(since.Column)) return null;
        var ofTrain = since.EventsOf(train).ToHashSet();
        int leaked = since.EventsOf(test).Count(seen => since.Remembers(seen.User, seen.Second) && !ofTrain.Contains(seen));
        return leaked == 0 ? null : new LeakageFinding(
            LeakageKind.StatisticsOfTestRows, since.Column, leaked, leaked / (double)test.Count,
            $"Of column '{since.Column}' the times of {Integer(leaked)} test rows are remembered, which no training row has. Fit the pipeline on the training set of the split.");
    }

    private static LeakageFinding? OfMean(FittedStandardize fitted, (TrainingSet Train, TrainingSet All) rows)
    {
        var (train, all) = (Summary.Of(rows.Train, fitted.Column), Summary.Of(rows.All, fitted.Column));
        double scale = Math.Max(all.StandardDeviation, Math.Abs(all.Mean) * 1e-6);
        bool isOfAll = Math.Abs(fitted.Mean - all.Mean) <= Same * scale && Math.Abs(fitted.StandardDeviation - all.StandardDeviation) <= Same * scale;
        bool isOfTrain = Math.Abs(fitted.Mean - train.Mean) <= Same * scale && Math.Abs(fitted.StandardDeviation - train.StandardDeviation) <= Same * scale;
        return isOfAll && !isOfTrain ? Finding(fitted.Column, rows, fitted.Mean, $"mean {Number(fitted.Mean)} and deviation {Number(fitted.StandardDeviation)} are", $"{Number(train.Mean)} and {Number(train.StandardDeviation)}") : null;
    }

    private static LeakageFinding? OfRange(FittedScaleToRange fitted, (TrainingSet Train, TrainingSet All) rows)
    {
        var (train, all) = (Summary.Of(rows.Train, fitted.Column), Summary.Of(rows.All, fitted.Column));
        bool isOfAll = fitted.Minimum == all.Minimum && fitted.Maximum == all.Maximum && (fitted.Minimum < train.Minimum || fitted.Maximum > train.Maximum);
        return isOfAll ? Finding(fitted.Column, rows, fitted.Maximum, $"range {Number(fitted.Minimum)}…{Number(fitted.Maximum)} is", $"{Number(train.Minimum)}…{Number(train.Maximum)}") : null;
    }

    // A whole number may be one that was given.
    private static LeakageFinding? OfFill(FittedFillNumber fitted, (TrainingSet Train, TrainingSet All) rows)
    {
        if (float.IsInteger(fitted.Value)) return null;
        float[] ofTrain = Centres(rows.Train, fitted.Column), ofAll = Centres(rows.All, fitted.Column);
        return ofAll.Contains(fitted.Value) && !ofTrain.Contains(fitted.Value) ? Finding(fitted.Column, rows, fitted.Value, $"number {Number(fitted.Value)} for missing ones is", Number(ofTrain[0])) : null;
    }

    private static LeakageFinding? OfBuckets(FittedBucketize fitted, (TrainingSet Train, TrainingSet All) rows)
    {
        Bucketize[] ways = [Bucketize.Quantile(fitted.Column, fitted.Boundaries.Count + 1), Bucketize.Uniform(fitted.Column, fitted.Boundaries.Count + 1)];
        bool IsOf(TrainingSet set) => ways.Any(way => ((FittedBucketize)way.Fit(set)).Boundaries.SequenceEqual(fitted.Boundaries));
        return fitted.Boundaries.Count > 0 && IsOf(rows.All) && !IsOf(rows.Train) ? Finding(fitted.Column, rows, fitted.Boundaries[0], $"boundaries {Number(fitted.Boundaries[0])}… are", "others") : null;
    }

    // The defaults of Winsorize; other quantiles are not known here.
    private static LeakageFinding? OfClip(Clip fitted, (TrainingSet Train, TrainingSet All) rows)
    {
        bool IsOf(TrainingSet set) => new Winsorize(fitted.Column).Fit(set) is Clip clip && clip.Minimum == fitted.Minimum && clip.Maximum == fitted.Maximum;
        return IsOf(rows.All) && !IsOf(rows.Train) ? Finding(fitted.Column, rows, fitted.Maximum, $"bounds {Number(fitted.Minimum)}…{Number(fitted.Maximum)} are", "others") : null;
    }

    private static LeakageFinding? FallbackOf(FeatureInput input, NumberColumn train, NumberColumn test)
    {
        if (input.Size != 1 || train.Width != 1 || test.Width != 1) return null;
        var ofTrain = Summary.Of(train.Values);
        var ofAll = Summary.Of([.. train.Values, .. test.Values]);
        // As floats: sums in another order differ in the last place.
        double scale = Math.Max(ofAll.StandardDeviation, Math.Abs(ofAll.Mean) * Same);
        bool Is(Summary summary) => Math.Abs(input.Fallback[0] - summary.Mean) <= Same * scale;
        return Is(ofAll) && !Is(ofTrain) ? new LeakageFinding(
            LeakageKind.StatisticsOfTestRows, input.Name, test.Count, input.Fallback[0],
            $"The mean {Number(input.Fallback[0])} of the encoded column '{input.Name}' is that of training and test rows together; training rows alone give {Number(ofTrain.Mean)}. Fit the pipeline on the training set of the split.") : null;
    }

    private static LeakageFinding Finding(string column, (TrainingSet Train, TrainingSet All) rows, double figure, string what, string instead) => new(
        LeakageKind.StatisticsOfTestRows, column, rows.All.Count - rows.Train.Count, figure,
        $"Of column '{column}' the {what} of training and test rows together; training rows alone give {instead}. Fit the pipeline on the training set of the split.");

    /// <summary>The training rows, and with them the test rows, where the column holds one number a row.</summary>
    private static (TrainingSet Train, TrainingSet All)? Both(string column, Dataset train, Dataset test)
    {
        if (!train.Schema.Contains(column) || train[column] is not NumberColumn { Width: 1 } || test[column] is not NumberColumn { Width: 1 }) return null;
        var schema = new FeatureSchema([Feature.Number(column)]);
        Dataset left = new(schema, [train[column]]), right = new(schema, [test[column]]);
        return (new TrainingSet(left), new TrainingSet(left, right));
    }

    private static float[] Centres(TrainingSet set, string column) => [(float)Summary.Of(set, column).Mean, Quantiles.At(Numbers.Sorted(set, column), 0.5)];

    private static string Integer(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Number(double number) => number.ToString("G6", CultureInfo.InvariantCulture);
}
