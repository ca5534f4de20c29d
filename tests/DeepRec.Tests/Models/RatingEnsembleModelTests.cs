using DeepRec.Models;

namespace DeepRec.Tests.Models;

public sealed class RatingEnsembleModelTests : ModelContract
{
    private protected override RatingPredictorOptions Options { get; } = new RatingEnsembleOptions
    {
        Members = [new RatingEnsembleMember { Model = new RatedHistoryPredictorOptions { Dimension = 8, HiddenLayers = [16] }, Weight = 3 }, new RatingEnsembleMember { Model = ModelSettings.Recommended }],
    };
}
