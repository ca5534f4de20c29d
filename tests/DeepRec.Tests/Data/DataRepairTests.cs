using DeepRec.Preprocessing;
using DeepRec.Tests.Preprocessing;

namespace DeepRec.Tests.Data;

/// <summary>Each kind of repair: what is found, how many rows, and that its step leaves nothing of it.</summary>
public class DataRepairTests
{
    private const float M = Rows.Missing;
    private static readonly DataQualityOptions OneRowIsEnough = new() { FewRows = 1, MinimumLabel = 1, MaximumLabel = 5, Latest = new DateTimeOffset(2024, 6, 1, 0, 0, 0, TimeSpan.Zero) };

    [Fact]
    public void GarbledTextsAreReadAgain()
    {
        var rows = Rows.Categories("brand", "Café", "CafÃ©", "CafÃ©", null, "Nord");
        var repair = Single(rows, DataRepairKind.MendEncoding);

        Assert.Equal(("brand", 2), (repair.Column, repair.Rows));
        Assert.Equal(["Café", "Café", "Café", null, "Nord"], Rows.TextsOf(Repaired(rows), "brand"));
    }

    [Fact]
    public void FreeTextIsReadAgainAndElseLeftAlone()
    {
        var rows = Rows.Of((Feature.Text("note"), Rows.Category("so  schÃ¶n", "So schön")));

        Assert.Equal((DataRepairKind.MendEncoding, 1), (Assert.Single(Report(rows).Repairs).Kind, Report(rows).Repairs[0].Rows));
        Assert.Equal(["so  schön", "So schön"], Rows.TextsOf(Repaired(rows), "note"));
    }

    [Fact]
    public void SpellingsBecomeOneInTheLettersThatAreUsual()
    {
        var small = Rows.Categories("brand", "nord", "nord", "Nord", "no\u200Brd", "lux");
        var capital = Rows.Categories("brand", "NORD", "NORD", "nord", "LUX", "LUX");

        Assert.Equal(2, Single(small, DataRepairKind.TidyText).Rows);
        Assert.Equal(["nord", "nord", "nord", "nord", "lux"], Rows.TextsOf(Repaired(small), "brand"));
        Assert.Equal(1, Single(capital, DataRepairKind.TidyText).Rows);
        Assert.Equal(["NORD", "NORD", "NORD", "LUX", "LUX"], Rows.TextsOf(Repaired(capital), "brand"));
    }

    [Fact]
    public void WhereOnlyBlanksAndWidthDifferLettersStay()
    {
        var rows = Rows.Categories("brand", "Big Nord", "Big  Nord", "Ｂｉｇ Nord", "LUX", "LUX");

        Assert.Equal(2, Single(rows, DataRepairKind.TidyText).Rows);
        Assert.Equal(["Big Nord", "Big Nord", "Big Nord", "LUX", "LUX"], Rows.TextsOf(Repaired(rows), "brand"));
    }

    [Fact]
    public void AFullWidthNameOfItsOwnIsNoFault() => Assert.Empty(Report(Rows.Categories("brand", "（株）北", "（株）北", "南")).Repairs);

    [Fact]
    public void SeveralCategoriesAreTidiedAndKeptOnceInARow()
    {
        var rows = Rows.Of((Feature.Categories("tags"), Rows.Several("home|Home", "home", "toys")));

        Assert.Equal(1, Single(rows, DataRepairKind.TidyText).Rows);
        Assert.Equal(["home", "home", "toys"], Rows.TextsOf(Repaired(rows), "tags"));
    }

    [Fact]
    public void TimesInTheWrongUnitGoWhereTheyBelong()
    {
        double wrong = (new DateTime(1970, 1, 20, 18, 0, 0, DateTimeKind.Utc) - new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc)).TotalSeconds;
        double none = (DateTime.UnixEpoch - new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc)).TotalSeconds;
        var rows = Rows.Events(("u", "i", 1, 0), ("u", "j", 2, wrong), ("u", "k", 3, none));

        Assert.Equal(("at", 2), (Single(rows, DataRepairKind.MendTimeUnit).Column, Single(rows, DataRepairKind.MendTimeUnit).Rows));
        Assert.Equal(2, Report(rows).Times!.InWrongUnit);
        Assert.Equal(["2024-01-01T00:00:00Z", "2024-01-28T00:00:00Z", null], Rows.TextsOf(Repaired(rows), "at")); // 19.75 days as milliseconds, 19,750 as seconds
    }

    [Fact]
    public void RowsThatNothingCanBeLearnedFromGoEachForItsReason()
    {
        var rows = Rows.Events((null, "i", 1, 0), ("u", null, 1, 0), ("u", "i", M, 0), ("u", "i", 9, 0), ("u", "i", 0, 0), ("u", "i", 3, 1e9), ("u", "j", 4, 0));
        var report = Report(rows);

        Assert.Equal(
            [
                (DataRepairKind.DropRowsWithoutId, "user", 1), (DataRepairKind.DropRowsWithoutId, "item", 1), (DataRepairKind.DropRowsWithoutLabel, "label", 1),
                (DataRepairKind.DropLabelsOutOfRange, "label", 2), (DataRepairKind.DropLateRows, "at", 1),
            ], report.Repairs.Select(r => (r.Kind, r.Column, r.Rows)));
        Assert.Equal([4], Rows.NumbersOf(Repaired(rows), "label"));
        Assert.Equal(1, report.Times!.Late);
    }

    [Fact]
    public void ABoundBetweenTwoNumbersOfSinglePrecisionLeavesNothingOutside()
    {
        var rows = Rows.Events(("u", "i", 0.1f, 0), ("u", "j", 0.5f, 0), ("u", "k", 0.9f, 0));
        var options = OneRowIsEnough with { MinimumLabel = 0.1, MaximumLabel = 0.9 }; // 0.1f is above 0.1, 0.9f below 0.9
        Assert.Empty(DataQualityReport.Of(rows, options).Repairs);
        options = options with { MinimumLabel = 0.10000001, MaximumLabel = 0.89999997 };

        var report = DataQualityReport.Of(rows, options);
        var left = Fit(rows, report.Repairs);

        Assert.Equal(rows.Count - left.Count, Assert.Single(report.Repairs).Rows);
        Assert.Empty(DataQualityReport.Of(left, options).Repairs);
    }

    [Fact]
    public void OfRatingsTheLastInTimeStays()
    {
        var rows = Rows.Events(("u", "i", 5, 9), ("u", "i", 5, 1), ("u", "j", 3, 0), ("u", "j", 4, 1), ("v", "j", 4, 1));
        var repair = Single(rows, DataRepairKind.Deduplicate);

        Assert.Equal((null, 2), (repair.Column, repair.Rows));
        Assert.Contains("1 pair with labels that contradict each other", repair.Why, StringComparison.Ordinal);
        Assert.Equal([5, 4, 4], Rows.NumbersOf(Repaired(rows), "label"));
    }

    [Fact]
    public void OfRatingsWithoutATimeThatContradictTheMeanStays()
    {
        var rows = Rows.Events(("u", "i", 2, 0), ("u", "i", 5, 0), ("v", "i", 4, 0)).Without("at");

        Assert.Equal(1, Single(rows, DataRepairKind.Deduplicate).Rows);
        Assert.Equal([3.5f, 4], Rows.NumbersOf(Repaired(rows), "label"));
    }

    [Fact]
    public void OfEventsOnlyTheSameMomentIsARepeat()
    {
        var rows = Rows.Events(("u", "i", 1, 0), ("u", "i", 1, 0), ("u", "i", 1, 60), ("v", "i", 1, 0)).Without("label");

        Assert.Equal(1, Single(rows, DataRepairKind.DropRepeatedEvents).Rows);
        Assert.Equal(3, Repaired(rows).Count);
        Assert.Equal(1, Report(rows).Duplicates!.AtOneTime);
    }

    [Fact]
    public void RareIdsAreCountedAsTheCorePeelsThem()
    {
        var rows = Rows.Events(("u", "i", 1, 0), ("u", "j", 2, 0), ("v", "i", 3, 0), ("v", "j", 4, 0), ("z", "k", 5, 0), ("w", "k", 1, 0), ("w", "i", 1, 0));
        var options = OneRowIsEnough with { FewRows = 2 };
        var repair = Assert.Single(DataQualityReport.Of(rows, options).Repairs);

        Assert.Equal((DataRepairKind.DropRareIds, null, 3), (repair.Kind, repair.Column, repair.Rows));
        Assert.Equal([1, 2, 3, 4], Rows.NumbersOf(Fit(rows, [repair]), "label"));
        Assert.Empty(DataQualityReport.Of(rows, OneRowIsEnough with { FewRows = 3 }).Repairs); // nothing would be left
    }

    [Fact]
    public void MissingNumbersAreFilledAndSaidToBe()
    {
        var rows = Rows.Numbers("price", 1, 2, M, 3);

        Assert.Equal(("price", 1), (Single(rows, DataRepairKind.FillMissing).Column, Single(rows, DataRepairKind.FillMissing).Rows));
        Assert.Equal([1, 2, 2, 3], Rows.NumbersOf(Repaired(rows), "price"));
        Assert.Equal([0, 0, 1, 0], Rows.NumbersOf(Repaired(rows), "price.missing"));
        Assert.Empty(Report(Rows.Categories("brand", "a", "b", null)).Repairs); // a vocabulary has an id for missing ones
    }

    [Fact]
    public void OutliersGoToTheFence()
    {
        var rows = Rows.Numbers("price", 10, 11, 12, 13, 14, 1000);

        Assert.Equal(1, Single(rows, DataRepairKind.ClipOutliers).Rows);
        Assert.Equal([10, 11, 12, 13, 14, 21.25f], Rows.NumbersOf(Repaired(rows), "price"));
    }

    [Fact]
    public void ColumnsThatTeachNothingAreLeftOut()
    {
        string[] own = [.. Enumerable.Range(0, 30).Select(i => $"t{i}")];
        var rows = Rows.Of(
            (Feature.Number("empty"), new NumberColumn([.. own.Select(_ => M)])), (Feature.Category("one"), Rows.Category([.. own.Select(_ => "x")])),
            (Feature.Number("level"), new NumberColumn([.. own.Select((_, i) => i < 3 ? M : 7)])), (Feature.Category("own"), Rows.Category(own)), (Feature.Number("price"), new NumberColumn([.. own.Select((_, i) => (float)i)])));

        Assert.Equal(["empty", "one", "level", "own"], Report(rows).Repairs.Select(r => r.Column));
        Assert.All(Report(rows).Repairs, repair => Assert.Equal((DataRepairKind.DropColumn, 30), (repair.Kind, repair.Rows)));
        Assert.Equal(["price"], Repaired(rows).Schema.Select(f => f.Name));
    }

    [Fact]
    public void ARepairSaysWhatIsWrongAndWhatItWouldDo()
    {
        var rows = Rows.Events(("u", "i", 9, 0), ("u", "j", 5, 0));

        Assert.Equal("1 row (50 %) has a label 'label' outside 1…5. DropInvalidRows would leave them out of the training.", Assert.Single(Report(rows).Repairs).ToString());
        Assert.Contains("\nRepairs to choose from\n- 1 row (50 %) has a label 'label' outside 1…5. DropInvalidRows", Report(rows).ToString(), StringComparison.Ordinal);
        Assert.Empty(Report(rows.Select([])).Repairs);
        Assert.All(Enum.GetValues<DataRepairKind>(), kind => Assert.NotNull(new DataRepair(kind, "x", 1, "", "").ToStep()));
        Assert.Throws<ArgumentOutOfRangeException>("repair", () => new DataRepair((DataRepairKind)99, "x", 1, "", "").ToStep());
    }

    private static DataQualityReport Report(Dataset rows) => DataQualityReport.Of(rows, OneRowIsEnough);

    private static DataRepair Single(Dataset rows, DataRepairKind kind)
    {
        var repair = Assert.Single(Report(rows).Repairs);
        Assert.Equal(kind, repair.Kind);
        return repair;
    }

    private static Dataset Repaired(Dataset rows)
    {
        var repaired = Fit(rows, Report(rows).Repairs);
        Assert.Empty(Report(repaired).Repairs);
        return repaired;
    }

    private static Dataset Fit(Dataset rows, IEnumerable<DataRepair> repairs)
    {
        var pipeline = new PreprocessingPipeline();
        foreach (var repair in repairs) pipeline.Add(repair);
        return pipeline.FitTransform(new TrainingSet(rows)).Encoded;
    }
}
