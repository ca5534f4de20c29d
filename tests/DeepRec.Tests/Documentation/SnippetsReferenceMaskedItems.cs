using DeepRec.Models;

namespace DeepRec.Tests.Documentation;

/// <summary>The C# of docs/reference about models that fill gaps in sequences. Each method is named after the type that it shows.</summary>
internal static class SnippetsReferenceMaskedItems
{
    public static RankingOptions Bert4RecOptionsExample()
    {
        RankingOptions options = new();
        RankingOptions bert4rec = options with
        {
            Model = new Bert4RecOptions { MaskShare = 0.4 },
            Trainer = options.Trainer with { BatchSize = 256, Epochs = 30 },
        };
        return bert4rec;
    }
}
