using DeepRec.Preprocessing;

namespace DeepRec.Tests.Preprocessing;

public class RegionHierarchyTests
{
    private static readonly Dictionary<string, IReadOnlyList<string?>> Cities = new()
    {
        ["Munich"] = ["Bavaria", "Germany"],
        ["Nuremberg"] = ["Bavaria", "Germany"],
        ["Monaco"] = [null, "Monaco"],
        ["成都"] = ["四川", "中国"],
    };

    private static readonly RegionHierarchy Step = new("city", ["region", "country"], Cities);

    [Fact]
    public void EachLevelIsACategoryOfItsOwn()
    {
        var rows = Step.Transform(Rows.Categories("city", "Munich", "成都", "Monaco", null, "Atlantis", "Nuremberg"));
        Assert.Equal(["city", "city.region", "city.country"], rows.Schema.Select(f => f.Name));
        Assert.Equal(["Bavaria", "四川", null, null, null, "Bavaria"], Rows.TextsOf(rows, "city.region"));
        Assert.Equal(["Germany", "中国", "Monaco", null, null, "Germany"], Rows.TextsOf(rows, "city.country"));
    }

    [Fact]
    public void ACityThatNoTrainingRowHeldHasTheIdOfItsCountry()
    {
        var pipeline = new PreprocessingPipeline().Add(Step).Add(new CategoryVocabulary("city")).Add(new CategoryVocabulary("city.country"));
        var fitted = pipeline.Fit(new TrainingSet(Rows.Categories("city", "Munich", "成都")));
        var rows = fitted.Transform(Rows.Categories("city", "Munich", "Nuremberg", "Monaco", null));
        Assert.Equal([3, 2, 2, 1], Rows.IdsOf(rows, "city"));
        Assert.Equal([Rows.IdsOf(rows, "city.country")[0], 2, 1], Rows.IdsOf(rows, "city.country")[1..]);
    }

    [Fact]
    public void AncestorsOfTheItemsIdAreItemFeatures()
    {
        var rows = Rows.Of((Feature.Item("city"), Rows.Category("Munich")));
        Assert.Equal(FeatureRole.ItemFeature, Step.Transform(rows).Schema["city.region"].Role);
    }

    [Fact]
    public void TheTableTravelsInsideTheSavedStep()
    {
        var rows = Rows.Categories("city", "Munich", "成都", "Monaco", null, "Atlantis");
        Rows.AssertSame(Step.Transform(rows), Rows.Reloaded(Step).Transform(rows));
    }

    [Fact]
    public void WhatIsNoHierarchyIsRefused()
    {
        static void Refused(string message, Action make) => Assert.StartsWith(message, Assert.ThrowsAny<ArgumentException>(make).Message, StringComparison.Ordinal);
        Refused("A hierarchy has one level or more, each with a name.", () => _ = new RegionHierarchy("city", [], Cities));
        Refused("A hierarchy has one level or more, each with a name.", () => _ = new RegionHierarchy("city", ["region", ""], Cities));
        Refused("Two levels have one name: region, region.", () => _ = new RegionHierarchy("city", ["region", "region"], Cities));
        Refused("'Munich' has 2 ancestors; the hierarchy has 1 levels. Put null where there is none.", () => _ = new RegionHierarchy("city", ["region"], Cities));
        Refused("'Munich' has 0 ancestors; the hierarchy has 1 levels.", () => _ = new RegionHierarchy("city", ["region"], new Dictionary<string, IReadOnlyList<string?>> { ["Munich"] = null! }));
        Assert.Throws<ArgumentNullException>("levels", () => new RegionHierarchy("city", null!, Cities));
        Assert.Throws<ArgumentNullException>("ancestors", () => new RegionHierarchy("city", ["region"], null!));
    }
}
