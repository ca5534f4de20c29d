using System.Text.Json;
using DeepRec.Encoders;
using DeepRec.Models;

namespace DeepRec.Tests.Models;

/// <summary>SASRec, BERT4Rec, GRU4Rec and Caser are the factored scorer over their ways to read a history.</summary>
public sealed class SequenceRankerTests
{
    private static readonly Dictionary<string, (SequenceRankerOptions Model, HistoryOptions History)> All = new()
    {
        ["SasRec"] = (new SasRecOptions { Dimension = 6, Length = 4, Dropout = 0.2, Blocks = 1, Heads = 3, HiddenWidth = 5 }, new TransformerHistoryOptions { Length = 4, Dropout = 0.2, Blocks = 1, Heads = 3, HiddenWidth = 5 }),
        ["Bert4Rec"] = (new Bert4RecOptions { Dimension = 6, Length = 4, Dropout = 0.2, Blocks = 1, Heads = 3, HiddenWidth = 5 }, new MaskedTransformerHistoryOptions { Length = 4, Dropout = 0.2, Blocks = 1, Heads = 3, HiddenWidth = 5 }),
        ["Gru4Rec"] = (new Gru4RecOptions { Dimension = 6, Length = 4, Dropout = 0.2, Cell = RecurrentCell.Lstm, HiddenWidth = 5, Layers = 2 }, new RecurrentHistoryOptions { Length = 4, Dropout = 0.2, Cell = RecurrentCell.Lstm, HiddenWidth = 5, Layers = 2 }),
        ["Caser"] = (new CaserOptions { Dimension = 6, Length = 4, Dropout = 0.2, Heights = [2, 3], HorizontalFilters = 2, VerticalFilters = 1 }, new ConvolutionHistoryOptions { Length = 4, Dropout = 0.2, Heights = [2, 3], HorizontalFilters = 2, VerticalFilters = 1 }),
    };

    public static TheoryData<string> Names => [.. All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void ItIsTheFactoredScorerOverItsHistory(string name)
    {
        var (model, history) = All[name];
        var factored = new SoftmaxRankerOptions { Scorer = new FactoredScorer { Dimension = 6, History = history, UserId = true, ItemBias = true, ResidualWidth = 0, Similarity = ItemSimilarity.Dot, Temperature = 2, Start = ItemStart.Random } };
        using var ranker = (model with { UserId = true, ItemBias = true, Similarity = ItemSimilarity.Dot, Temperature = 2, ItemStart = ItemStart.Random }).Create(RankerBoard.Data.Inputs, seed: 3);
        using var same = factored.Create(RankerBoard.Data.Inputs, seed: 3);

        Assert.Equal(name, ranker.GetName());
        Assert.Equal(4, ranker.HistoryLength);
        Assert.Equal(same.named_parameters().Select(p => p.name), ranker.named_parameters().Select(p => p.name));
        Assert.Equal(same.parameters().SelectMany(TensorMemory.ToFloats), ranker.parameters().SelectMany(TensorMemory.ToFloats));
        Assert.Equal(Scores(same), Scores(ranker));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ACheckpointAgreesWithItsSettings(string name)
    {
        var model = All[name].Model;
        using var ranker = model.Create(RankerBoard.Data.Inputs, seed: 3);

        Assert.Equal(JsonSerializer.Serialize(model, model.GetType(), Json.Options), ranker.Settings);
        Assert.Contains("0.2", ranker.Settings, StringComparison.Ordinal);
    }

    [Fact]
    public void TheNewestItemsAloneDecideWhatCaserSays()
    {
        using SoftmaxRanker caser = (SoftmaxRanker)new CaserOptions().Create(RankerBoard.Data.Inputs, 1), sasrec = (SoftmaxRanker)new SasRecOptions().Create(RankerBoard.Data.Inputs, 1);

        Assert.Equal((5, false), (caser.HistoryLength, caser.ReadsHistoryFromStart));
        Assert.Equal((50, true), (sasrec.HistoryLength, sasrec.ReadsHistoryFromStart));
    }

    [Fact]
    public void SettingsOutOfRangeAreRefused()
    {
        Assert.Throws<ArgumentException>(() => new SasRecOptions { Dimension = 6, Heads = 4 }.Create(RankerBoard.Data.Inputs, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SasRecOptions { Blocks = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new SasRecOptions { Heads = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new SasRecOptions { HiddenWidth = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new SasRecOptions { Dimension = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new SasRecOptions { Length = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new SasRecOptions { Dropout = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new SasRecOptions { Temperature = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Gru4RecOptions { Cell = (RecurrentCell)7 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Gru4RecOptions { HiddenWidth = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Gru4RecOptions { Layers = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new CaserOptions { Heights = [0] });
        Assert.Throws<ArgumentOutOfRangeException>(() => new CaserOptions { HorizontalFilters = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new CaserOptions { VerticalFilters = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new DilatedConvolutionHistoryOptions { Dilations = [] });
        Assert.Throws<ArgumentOutOfRangeException>(() => new DilatedConvolutionHistoryOptions { Dilations = [1, 0] });
        Assert.Throws<ArgumentOutOfRangeException>(() => new DilatedConvolutionHistoryOptions { KernelSize = 0 });
    }

    private static float[] Scores(ItemRanker ranker)
    {
        ranker.eval();
        using var scorer = new TorchItemScorer(ranker, RankerBoard.Data.Inputs, ownsRanker: false);
        return RankerBoard.Score(scorer, RankerBoard.Requests);
    }
}
