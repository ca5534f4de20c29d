using DeepRec.Preprocessing;

namespace DeepRec.Tests.Preprocessing;

public class OwnStepInTwentyLinesTests
{
    [Fact]
    public void OwnStepsFitTransformSaveAndReload()
    {
        BundleTypes.RegisterStep<Rounded>("tests-rounded");
        BundleTypes.RegisterStep<FittedShare>("tests-share");
        var pipeline = new PreprocessingPipeline { new Rounded("price", 10), new ShareOfMaximum("price") };

        var fitted = pipeline.Fit(new TrainingSet(Rows.Numbers("price", 12, 39, Rows.Missing)));
        var reloaded = FittedPipeline.FromJson(fitted.ToJson());

        var later = Rows.Numbers("price", 21, Rows.Missing, 78);
        Assert.Equal([0.5f, Rows.Missing, 2], Rows.NumbersOf(fitted.Transform(later), "price"));
        Assert.Equal([0.5f, Rows.Missing, 2], Rows.NumbersOf(reloaded.Transform(later), "price"));
        Assert.Equal(fitted.Steps, reloaded.Steps);
    }

    // A step that learns nothing: a record whose properties are its settings.
    private sealed record Rounded(string Column, float Unit) : FittedStep
    {
        public override Dataset Transform(Dataset rows) =>
            rows.With(Column, rows.Column<NumberColumn>(Column).Map(x => MathF.Round(x / Unit) * Unit));
    }

    // A step that learns: settings that look at training rows, and a record of what they found.
    private sealed class ShareOfMaximum(string column) : PreprocessingStep
    {
        public override FittedStep Fit(TrainingSet training) =>
            new FittedShare(column, training.Partitions.SelectMany(p => p.Column<NumberColumn>(column).Values.ToArray()).Where(float.IsFinite).Max());
    }

    private sealed record FittedShare(string Column, float Maximum) : FittedStep
    {
        public override Dataset Transform(Dataset rows) => rows.With(Column, rows.Column<NumberColumn>(Column).Map(x => x / Maximum));
    }
}
