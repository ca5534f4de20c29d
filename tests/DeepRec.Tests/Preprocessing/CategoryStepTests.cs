using DeepRec.Preprocessing;

namespace DeepRec.Tests.Preprocessing;

public class CategoryStepTests
{
    private static readonly Dataset Brands = Rows.Categories("brand", "b", "a", "c", "c", null, "b", "c");

    [Fact]
    public void TheMostFrequentCategoriesComeFirstAndTiesAreInOrdinalOrder()
    {
        var brands = Rows.Categories("brand", "b", "a", "c", "c", null);
        var fitted = Assert.IsType<FittedVocabulary>(Rows.Fit(new CategoryVocabulary("brand"), brands));
        Assert.Equal(["c", "a", "b"], fitted.Values);
        var encoded = fitted.Transform(brands);
        Assert.Equal([5, 4, 3, 3, 1], Rows.IdsOf(encoded, "brand"));
        Assert.Equal(6, encoded.Column<IdColumn>("brand").Cardinality);
    }

    [Fact]
    public void RareAndUnknownCategoriesShareTheOutOfVocabularyId()
    {
        var fitted = Rows.Fit(new CategoryVocabulary("brand") { MinimumCount = 2 }, Brands);
        Assert.Equal([3, 4, 2, 2, 1], Rows.IdsOf(fitted.Transform(Rows.Categories("brand", "c", "b", "a", "never seen", null)), "brand"));
    }

    [Fact]
    public void TheMaximumSizeKeepsTheMostFrequent() =>
        Assert.Equal(["c"], Assert.IsType<FittedVocabulary>(Rows.Fit(new CategoryVocabulary("brand") { MaximumSize = 1 }, Brands)).Values);

    [Fact]
    public void UnknownCategoriesSpreadOverTheirBuckets()
    {
        var fitted = Rows.Fit(new CategoryVocabulary("brand") { OutOfVocabularyBuckets = 4 }, Brands);
        int[] ids = Rows.IdsOf(fitted.Transform(Rows.Categories("brand", [.. Enumerable.Range(0, 100).Select(i => $"new {i}")])), "brand");
        Assert.Equal([2, 3, 4, 5], ids.Distinct().Order());
        Assert.Equal([6], Rows.IdsOf(fitted.Transform(Rows.Categories("brand", "c")), "brand"));
    }

    [Fact]
    public void SeveralCategoriesARowBecomeBagsOfIds()
    {
        var films = Rows.Of((Feature.Categories("genres"), Rows.Several("Comedy|Drama", "", "Drama")));
        var encoded = Rows.Fit(new CategoryVocabulary("genres"), films).Transform(films).Column<IdBagColumn>("genres");
        Assert.Equal([0, 2, 2, 3], encoded.Offsets.ToArray());
        Assert.Equal([4, 3, 3], encoded.Ids.ToArray());
        Assert.Equal(5, encoded.Cardinality);
    }

    [Fact]
    public void AVocabularyOfNumbersIsRefused()
    {
        var error = Assert.Throws<ArgumentException>(() => Rows.Fit(new CategoryVocabulary("x"), Rows.Numbers("x", 1)));
        Assert.Contains("Column 'x' is a NumberColumn; this step needs a category", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AValueThatOccursTwiceIsRefusedByName() =>
        Assert.StartsWith("'b' occurs twice.", Assert.Throws<ArgumentException>(() => new Vocabulary(["a", "b", "b"])).Message, StringComparison.Ordinal);

    [Fact]
    public void HashedIdsFollowTheReservedOnesAndNeverChange()
    {
        var hashed = new HashCategory("brand", 1000).Transform(Rows.Categories("brand", "a", "b", "中文", null));
        // A bundle once saved must find the same embeddings for ever.
        Assert.Equal([138, 57, 940, 1], Rows.IdsOf(hashed, "brand"));
        Assert.Equal(1003, hashed.Column<IdColumn>("brand").Cardinality);
    }

    [Fact]
    public void TextsAreSplitTrimmedAndKeptOnceARow()
    {
        var rows = Rows.Categories("tags", "red; blue;red", null, " ;", "blue");
        var split = new SplitCategories("tags") { Separator = ';' }.Transform(rows);
        Assert.Equal(["red|blue", null, null, "blue"], Rows.TextsOf(split, "tags"));
        Assert.Equal(FeatureKind.Categories, split.Schema["tags"].Kind);
        Assert.Equal(';', split.Schema["tags"].Separator);
    }
}
