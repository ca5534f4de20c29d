using DeepRec.Models;

namespace DeepRec.Tests.Documentation;

/// <summary>The C# of the models over events of docs/reference. Each method is named after the type that it shows.</summary>
internal static class SnippetsReferenceEvents
{
    public static RankingOptions DeepInterestNetworkOptionsExample()
    {
        RankingOptions options = new()
        {
            Model = new DeepInterestNetworkOptions { Dimension = 16, Length = 30, HiddenLayers = [64, 32], TimeGaps = true },
            TargetActions = ["buy"],
        };
        return options;
    }
}
