using DeepRec.Models;

namespace DeepRec.Tests.Baselines;

public sealed class ContentSimilarityTests
{
    // Prices 0, 2, 4 and one missing: mean 2, deviation √(8/3), so that they stand at −√1.5, 0, √1.5 and 0.
    private static RankingInputs Inputs() => new(
        [],
        [Encoded.Id("Item", 7, FeatureRole.Item), Encoded.Id("Brand", 5), Encoded.Bag("Tags", 6), Encoded.Number("Price", 0)],
        Encoded.Rows(
            (Feature.Item("Item"), new IdColumn([3, 4, 5, 6], 7)),
            (Feature.Category("Brand", FeatureRole.ItemFeature), new IdColumn([3, 3, 4, 1], 5)),
            (Feature.Categories("Tags", FeatureRole.ItemFeature), new IdBagColumn([0, 3, 4, 5, 5], [3, 4, 4, 3, 5], 6)),
            (Feature.Number("Price", FeatureRole.ItemFeature), new NumberColumn([0, 2, 4, float.NaN]))));

    [Fact]
    public void LikenessIsTheCosineOfBlocks()
    {
        using var scorer = Fit();

        // f_0 = (brand 1 0; tags √½ √½ 0; −√1.5), f_1 = (1 0; 1 0 0; 0), f_2 = (0 1; 0 0 1; √1.5), f_3 = 0.
        double n0 = Math.Sqrt(1 + 1 + 1.5), n1 = Math.Sqrt(2), n2 = Math.Sqrt(3.5);
        double s01 = (1 + Math.Sqrt(0.5)) / (n0 * n1), s02 = -1.5 / (n0 * n2);
        TinyRanking.AssertNear([1, s01, s02, 0], TinyRanking.Score(scorer, [[0]]));
        TinyRanking.AssertNear([(s01 + 0.5) / 1.5, (1 + 0.5 * s01) / 1.5, 0.5 * s02 / 1.5, 0], TinyRanking.Score(scorer, [[0, 1]])); // 1 is the newest
    }

    [Fact]
    public void AnItemWithoutFeaturesLeavesTheOrderToPopularity() => Assert.Equal([1f, 2, 0, 0], TinyRanking.Score(Fit(), [[3]]));

    [Fact]
    public void ACatalogueOfIdsAloneIsRefused()
    {
        var inputs = Inputs();
        var data = TinyRanking.Data([[0]], itemCount: 4) with { Inputs = inputs with { Item = [inputs.Item[0]] } };
        Assert.Contains("features", Assert.Throws<ArgumentException>(() => TinyRanking.Fit(new ContentSimilarityOptions(), data)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ADecayOutOfRangeIsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => new ContentSimilarityOptions { HistoryDecay = double.NaN });

    private static ItemScorer Fit() =>
        TinyRanking.Fit(new ContentSimilarityOptions { HistoryDecay = 0.5 }, TinyRanking.Data([[0, 1], [1]], itemCount: 4) with { Inputs = Inputs() });
}
