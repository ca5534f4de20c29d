using DeepRec.Encoders;
using DeepRec.Models;

namespace DeepRec.Tests.Documentation;

/// <summary>The C# of docs/reference about models of sequences. Each method is named after the type that it shows.</summary>
internal static class SnippetsReferenceSequences
{
    public static RankingOptions[] SasRecOptionsExample()
    {
        RankingOptions options = new();
        RankingOptions sasrec = options with { Model = new SasRecOptions { Length = 50, Blocks = 2, Heads = 2 } };
        RankingOptions paper = options with
        {
            Model = new SasRecOptions
            {
                Heads = 1,
                HiddenWidth = 64,
                Dropout = 0.5,
                Similarity = ItemSimilarity.Dot,
                Temperature = 1,
                ItemStart = ItemStart.Random,
                Loss = new BinaryCrossEntropyLoss { Negatives = 1 },
            },
        };
        return [sasrec, paper];
    }

    public static RankingOptions[] Gru4RecOptionsExample()
    {
        RankingOptions options = new();
        RankingOptions gru4rec = options with { Model = new Gru4RecOptions { HiddenWidth = 128 } };
        RankingOptions paper = options with
        {
            Model = new Gru4RecOptions { HiddenWidth = 100, Similarity = ItemSimilarity.Dot, Temperature = 1, ItemStart = ItemStart.Random, Loss = new BprLoss() },
        };
        return [gru4rec, paper];
    }

    public static RankingOptions CaserOptionsExample()
    {
        RankingOptions options = new();
        RankingOptions caser = options with { Model = new CaserOptions { Length = 5, UserId = true } };
        return caser;
    }

    public static RankingScorer RecurrentHistoryOptionsExample()
    {
        RankingScorer scorer = new FactoredScorer
        {
            History = new RecurrentHistoryOptions { Cell = RecurrentCell.Lstm, HiddenWidth = 100 },
            ResidualWidth = 0,
        };
        return scorer;
    }

    public static RankingScorer DilatedConvolutionHistoryOptionsExample()
    {
        RankingScorer scorer = new FactoredScorer
        {
            History = new DilatedConvolutionHistoryOptions { Length = 200, Dilations = [1, 4, 16] },
            ResidualWidth = 0,
        };
        return scorer;
    }

    public static RankingScorer ConvolutionHistoryOptionsExample()
    {
        RankingScorer scorer = new FactoredScorer
        {
            History = new ConvolutionHistoryOptions { Length = 9, Heights = [1, 3, 9], HorizontalFilters = 32 },
            ResidualWidth = 0,
        };
        return scorer;
    }

    public static RankingScorer TransformerHistoryOptionsExample()
    {
        RankingScorer scorer = new FactoredScorer
        {
            History = new TransformerHistoryOptions { Length = 100, Blocks = 3, Heads = 4 },
            ResidualWidth = 0,
        };
        return scorer;
    }
}
