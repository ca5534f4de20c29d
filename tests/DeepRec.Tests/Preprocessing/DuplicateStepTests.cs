using DeepRec.Preprocessing;

namespace DeepRec.Tests.Preprocessing;

public class DuplicateStepTests
{
    private const float M = Rows.Missing;

    [Fact]
    public void TheLastInTimeStaysWhereverItStands()
    {
        var result = new Deduplicate().Apply(Rows.Events(("u", "i", 5, 20), ("v", "i", 1, 0), ("u", "i", 3, 10), ("u", "j", 2, 0)));
        Assert.Equal([5, 1, 2], Rows.NumbersOf(result.Kept, "label"));
        Assert.Equal([new RowRemoval("Deduplicate", "an older row of the same user and item", 1)], result.Removed);
    }

    [Fact]
    public void OnTiesAndWithoutTimesTheLastRowStaysAndARowWithoutATimeIsTheOldest()
    {
        Assert.Equal([2], Rows.NumbersOf(new Deduplicate().Apply(Rows.Events(("u", "i", 1, 7), ("u", "i", 2, 7))).Kept, "label"));
        Assert.Equal([1], Rows.NumbersOf(new Deduplicate().Apply(Rows.Events(("u", "i", 1, 7), ("u", "i", 2, null))).Kept, "label"));
        Assert.Equal([2], Rows.NumbersOf(new Deduplicate().Apply(Rows.Events(("u", "i", 1, 7), ("u", "i", 2, 7)).Without("at")).Kept, "label"));
    }

    [Fact]
    public void ManyRowsOfOneTimeStayInTheirOrder()
    {
        var rows = Rows.Events([.. Enumerable.Range(0, 100).Select(i => ((string?)"u", (string?)"i", (float)i, (double?)7))]);
        Assert.Equal(Enumerable.Range(0, 100), RowGroups.ByUserAndItem(rows, new Deduplicate()).Single());
        Assert.Equal(Enumerable.Range(0, 100), RowGroups.ByUser(rows.Without("at"), new Deduplicate()).Single());
    }

    [Fact]
    public void TheMeanOfTheLabelsGoesToTheLastRow()
    {
        var result = new Deduplicate(DuplicatePolicy.MeanLabel).Apply(Rows.Events(("u", "i", 5, 9), ("u", "i", 2, 8), ("v", "i", M, 0), ("u", "i", M, 7), ("v", "j", 4, 0)));
        Assert.Equal([3.5f, M, 4], Rows.NumbersOf(result.Kept, "label"));
        Assert.Equal([new RowRemoval("Deduplicate", "merged into the last row of the same user and item", 2)], result.Removed);
    }

    [Fact]
    public void RowsWithoutAUserOrItemAreNoDuplicates()
    {
        var rows = Rows.Events((null, "i", 1, 0), (null, "i", 1, 0), ("u", null, 1, 0), ("u", null, 1, 0));
        Assert.Same(rows, new Deduplicate().Apply(rows).Kept);
    }

    [Fact]
    public void ContradictoryRatingsGoAltogetherUnlessTheLastIsKept()
    {
        var rows = Rows.Events(("u", "i", 5, 1), ("u", "i", 1, 0), ("u", "j", 3, 0), ("u", "j", 4, 1), ("v", "i", 2, 0));
        var all = new DropContradictoryRatings().Apply(rows);
        Assert.Equal([3, 4, 2], Rows.NumbersOf(all.Kept, "label"));
        Assert.Equal([new RowRemoval("DropContradictoryRatings", "labels of the same user and item differ by more than 2", 2)], all.Removed);
        Assert.Equal([5, 3, 4, 2], Rows.NumbersOf(new DropContradictoryRatings { KeepLast = true }.Apply(rows).Kept, "label"));
        Assert.Equal([2], Rows.NumbersOf(new DropContradictoryRatings { Tolerance = 0.5f }.Apply(rows).Kept, "label"));
        Assert.Equal([3, 4, 2], Rows.NumbersOf(new DropContradictoryRatings { Tolerance = 1 }.Apply(rows).Kept, "label")); // 3 and 4 differ by 1, not more
    }

    [Fact]
    public void RowStepsAfterTheVocabularyAreRefusedWithTheCure()
    {
        var rows = Rows.Events(("u", "i", 1, 0));
        var pipeline = new PreprocessingPipeline { new CategoryVocabulary("user"), new Deduplicate() };
        var error = Assert.Throws<ArgumentException>(() => pipeline.Fit(new TrainingSet(rows)));
        Assert.Contains("Place the step before those that encode 'user'.", error.Message, StringComparison.Ordinal);
    }
}
