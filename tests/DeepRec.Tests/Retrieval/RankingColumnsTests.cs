using DeepRec.Preprocessing;

namespace DeepRec.Tests.Retrieval;

public sealed class RankingColumnsTests(SmallRanking shop) : IClassFixture<SmallRanking>
{
    [Fact]
    public void AColumnOfTheRequestThatTellsTheItemIsFound()
    {
        PreprocessingPipeline leaking = [new CategoryVocabulary("ItemId"), new Crossed("Device", "Category"), new CategoryVocabulary("Device")];

        string message = Assert.Throws<ArgumentException>(() => SmallRanking.TrainOn<string, string>(shop.Shop.Train, SmallRanking.Quick with { Pipeline = leaking })).Message;

        Assert.Equal("Column 'Device' belongs to the request but changes with the item: a ranker would see its answer. Mark it as an item feature, leave it out, or let a JointScorer cross the two columns that it is made of.", message);
    }

    [Fact]
    public void ColumnsOfTheRequestAloneAreNoLeak()
    {
        PreprocessingPipeline pipeline = [new CategoryVocabulary("ItemId"), new Crossed("Device", "Region"), new CategoryVocabulary("Device"), new FillMissing("Age"), new Standardize("Age")];

        SmallRanking.TrainOn<string, string>(shop.Shop.Train, SmallRanking.Quick with { Pipeline = pipeline }).Dispose();
    }

    [Fact]
    public void TheCatalogueIsEncodedItemByItemAndColumnsArePartedByWhatTheyAreAbout()
    {
        var pipeline = PreprocessingPipeline.Default(shop.Shop.Train.Rows.Schema).FitTransform(shop.Shop.Train);
        var users = EntityTable.Of(shop.Shop.Train.Rows, FeatureRole.User, FeatureRole.UserFeature, shop.Shop.Train.Rows.Users)!;
        var items = EntityTable.Of(shop.Shop.Train.Rows, FeatureRole.Item, FeatureRole.ItemFeature, shop.Shop.Train.Rows.Items)!;

        var inputs = RankingColumns.InputsOf(pipeline.Pipeline, users, items);

        Assert.Equal(["ItemId", "Price", "Category", "Brand", "Price.missing"], inputs.Item.Select(i => i.Name));
        Assert.DoesNotContain(inputs.Request, input => inputs.Item.Contains(input));
        Assert.Equal(pipeline.Pipeline.Inputs.Select(i => i.Name).Order(), inputs.Request.Concat(inputs.Item).Select(i => i.Name).Order());
        Assert.Equal(("UserId", "ItemId", 52), (inputs.UserId!.Name, inputs.ItemId!.Name, inputs.ItemCount));
        // A training row's columns of its item are those of the catalogue.
        int[] itemOf = RatedItems.RowsOf(shop.Shop.Train.Rows, items, shop.Shop.Train.Rows.Schema.Item!);
        Assert.All(inputs.Item, input => Assert.All(Enumerable.Range(0, 50), row => Assert.Equal(pipeline.Encoded[input.Name].TextAt(row), inputs.Catalogue[input.Name].TextAt(itemOf[row]))));
    }

    [Fact]
    public void NothingOfAnItemIsToldWithTheCure() => Assert.Equal(
        "Nothing of an item reaches the model. Give column 'ItemId' a vocabulary in the pipeline.",
        Assert.Throws<ArgumentException>(() => SmallRanking.TrainOn<string, string>(new TrainingSet(shop.Shop.Train.Rows.Without("Price")), SmallRanking.Quick with { Pipeline = [new CategoryVocabulary("UserId")] })).Message);

    /// <summary>Writes another category behind a column's own.</summary>
    private sealed class Crossed(string column, string other) : PreprocessingStep
    {
        public override FittedStep Fit(TrainingSet training) => new Fitted(column, other);

        private sealed record Fitted(string Column, string Other) : FittedStep
        {
            public override Dataset Transform(Dataset rows)
            {
                CategoryColumnBuilder builder = new();
                for (int row = 0; row < rows.Count; row++) Assert.True(builder.TryAppendValue($"{rows[Column].TextAt(row)} {rows[Other].TextAt(row)}"));
                return rows.With(Column, builder.Build());
            }
        }
    }
}
