namespace DeepRec.Preprocessing;

/// <summary>The names that fitted steps have in a bundle. A name, once released, stays.</summary>
internal static class FittedSteps
{
    public static NamedTypes<FittedStep> Types { get; } = new NamedTypes<FittedStep>("preprocessing step", "RegisterStep")
        .Register<Unchanged>("unchanged")
        .Register("vocabulary", json => new FittedVocabulary(json.Text("column"), json.Texts("values"), json.Whole("outOfVocabularyBuckets")))
        .Register("hash-category", json => new HashCategory(json.Text("column"), json.Whole("buckets")))
        .Register<SplitCategories>("split-categories")
        .Register("fill-number", json => new FittedFillNumber(json.Text("column"), json.Single("value"), json.Flag("addsIndicator")))
        .Register("fill-category", json => new FittedFillCategory(json.Text("column"), json.TextOrNull("value"), json.Flag("addsIndicator")))
        .Register("standardize", json => new FittedStandardize(json.Text("column"), json.Double("mean"), json.Double("standardDeviation"), json.Single("limit")))
        .Register<FittedScaleToRange>("scale-to-range")
        .Register("log", json => new LogTransform(json.Text("column")))
        .Register("clip", json => new Clip(json.Text("column"), json.Single("minimum"), json.Single("maximum")))
        .Register<FittedBucketize>("bucketize")
        .Register<TimeFeatures>("time-features")
        .Register<FittedExampleAge>("example-age")
        .Register<FittedTimeSinceLastEvent>("time-since-last-event")
        .Register<CalendarFeatures>("calendar")
        .Register<FittedGeoCells>("geo-cells")
        .Register<RegionHierarchy>("region-hierarchy")
        .Register<TextHash>("text-hash")
        .Register<FittedTextVocabulary>("text-vocabulary");
}
