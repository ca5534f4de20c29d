namespace DeepRec.Preprocessing;

/// <summary>The names that fitted steps have in a bundle. A name, once released, stays.</summary>
internal static class FittedSteps
{
    public static NamedTypes<FittedStep> Types { get; } = new NamedTypes<FittedStep>("preprocessing step", "RegisterStep")
        .Register<Unchanged>("unchanged")
        .Register<FittedVocabulary>("vocabulary")
        .Register<HashCategory>("hash-category")
        .Register<SplitCategories>("split-categories")
        .Register<FittedFillNumber>("fill-number")
        .Register<FittedFillCategory>("fill-category")
        .Register<FittedStandardize>("standardize")
        .Register<FittedScaleToRange>("scale-to-range")
        .Register<LogTransform>("log")
        .Register<Clip>("clip")
        .Register<FittedBucketize>("bucketize")
        .Register<TimeFeatures>("time-features")
        .Register<FittedExampleAge>("example-age")
        .Register<FittedTimeSinceLastEvent>("time-since-last-event")
        .Register<CalendarFeatures>("calendar")
        .Register<FittedGeoCells>("geo-cells")
        .Register<RegionHierarchy>("region-hierarchy")
        .Register<TextHash>("text-hash")
        .Register<FittedTextVocabulary>("text-vocabulary")
        .Register<TidyText>("tidy-text")
        .Register<MendEncoding>("mend-encoding")
        .Register<MendTimeUnit>("mend-time-unit")
        .Register<DropColumn>("drop-column");

    /// <summary>Reads a common one by hand, or <see langword="null"/>: the register then knows more.</summary>
    public static FittedStep? FromJson(JsonTree tree) => NamedTypes<FittedStep>.Read(tree, (name, json) => name switch
    {
        "vocabulary" => new FittedVocabulary(json.Text("column"), json.Texts("values"), json.Whole("outOfVocabularyBuckets")),
        "hash-category" => new HashCategory(json.Text("column"), json.Whole("buckets")),
        "fill-number" => new FittedFillNumber(json.Text("column"), json.Single("value"), json.Flag("addsIndicator")),
        "fill-category" => new FittedFillCategory(json.Text("column"), json.TextOrNull("value"), json.Flag("addsIndicator")),
        "standardize" => new FittedStandardize(json.Text("column"), json.Double("mean"), json.Double("standardDeviation"), json.Single("limit")),
        "log" => new LogTransform(json.Text("column")),
        "clip" => new Clip(json.Text("column"), json.Single("minimum"), json.Single("maximum")),
        _ => null,
    });
}
