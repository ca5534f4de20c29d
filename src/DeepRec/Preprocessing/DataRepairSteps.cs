namespace DeepRec.Preprocessing;

/// <summary>Makes steps of the repairs that a <see cref="DataQualityReport"/> suggests.</summary>
public static class DataRepairSteps
{
    /// <summary>The step that does what the repair says. It goes before steps that encode its column, and after the repairs that stand before it in the report.</summary>
    /// <param name="repair">One of <see cref="DataQualityReport.Repairs"/>.</param>
    public static PreprocessingStep ToStep(this DataRepair repair)
    {
        ArgumentNullException.ThrowIfNull(repair);
        var options = repair.Options;
        string column = repair.Column ?? "";
        return repair.Kind switch
        {
            DataRepairKind.MendEncoding => Constant(new MendEncoding(column)),
            DataRepairKind.TidyText => Constant(new TidyText(column) { Letters = repair.Letters }),
            DataRepairKind.MendTimeUnit => Constant(new MendTimeUnit(column)),
            DataRepairKind.DropRowsWithoutId or DataRepairKind.DropRowsWithoutLabel => new DropInvalidRows(),
            DataRepairKind.DropLabelsOutOfRange => new DropInvalidRows { MinimumLabel = AtLeast(options.MinimumLabel), MaximumLabel = AtMost(options.MaximumLabel) },
            DataRepairKind.DropLateRows => new DropInvalidRows { LatestTime = options.Latest },
            DataRepairKind.DropRepeatedEvents => new DropRepeatedEvents { Window = TimeSpan.Zero },
            DataRepairKind.Deduplicate => new Deduplicate(repair.MeanLabel ? DuplicatePolicy.MeanLabel : DuplicatePolicy.KeepLast),
            DataRepairKind.DropRareIds => new KCore(options.FewRows, options.FewRows),
            DataRepairKind.FillMissing => new FillMissing(column, FillStrategy.Median) { AddIndicator = true },
            DataRepairKind.ClipOutliers => new ClipOutliers(column, options.OutlierRanges),
            DataRepairKind.DropColumn => Constant(new DropColumn(column)),
            _ => throw new ArgumentOutOfRangeException(nameof(repair), repair.Kind, "unknown repair"),
        };
    }

    private static ConstantStep Constant(FittedStep step) => new(step);

    // Labels are of single precision: the nearest within.
    private static float? AtLeast(double? bound) => bound is not { } least ? null : (float)least < least ? MathF.BitIncrement((float)least) : (float)least;

    private static float? AtMost(double? bound) => bound is not { } most ? null : (float)most > most ? MathF.BitDecrement((float)most) : (float)most;
}
