using DeepRec.Preprocessing;

namespace DeepRec.Tests.Documentation;

public sealed class SnippetsRepairsTests
{
    [Fact]
    public void TheGuidesRepairsAreChosenFirstAndLeaveNothingButTheRare()
    {
        var rows = Dataset.From(
        [
            new SnippetsGuideData.Rating(7, "lamp", 4, new(2026, 3, 1, 10, 0, 0, TimeSpan.Zero), 10, "Lux", ["home"], "phone"), new(8, "sofa", 9, new(2026, 3, 2, 10, 0, 0, TimeSpan.Zero), 11, "LUX", ["home"], "web"),
            new(7, "sofa", 3, new(2026, 3, 3, 10, 0, 0, TimeSpan.Zero), 12, "Lux", ["home"], "web"), new(8, "lamp", 5, new(2026, 7, 1, 0, 0, 0, TimeSpan.Zero), null, "Nord", [], "phone"),
        ]);

        string printed = CapturedConsole.Of(() => Check(SnippetsRepairs.Choose(new TrainingSet(rows))));

        Assert.Contains("TidyText, Brand, 1 rows: 1 row (25 %) has a value in 'Brand' with stray blanks", printed, StringComparison.Ordinal);
        Assert.Contains("DropLabelsOutOfRange, Value, 1 rows: ", printed, StringComparison.Ordinal);
        Assert.Contains("DropLateRows, At, 1 rows: ", printed, StringComparison.Ordinal);
        Assert.Equal(2, SnippetsRepairs.Own(DataQualityReport.Of(rows.Select([0, 1]))).Fit(new TrainingSet(rows)).Steps.Count(step => step is FittedVocabulary or TidyText));

        void Check(PreprocessingPipeline pipeline) => Assert.Equal(["lux"], pipeline.Fit(new TrainingSet(rows)).Steps.OfType<FittedVocabulary>().Single(step => step.Column == "Brand").Values);
    }
}
