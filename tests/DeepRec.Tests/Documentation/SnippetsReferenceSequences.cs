using DeepRec.Encoders;
using DeepRec.Models;

namespace DeepRec.Tests.Documentation;

/// <summary>The C# of docs/reference about models of sequences. Each method is named after the type that it shows.</summary>
internal static class SnippetsReferenceSequences
{
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
