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
        .Register<FittedTextVocabulary>("text-vocabulary");
}
