using DeepRec.Models;

namespace DeepRec.Tests.Models;

public sealed class OrdinalRatedHistoryModelTests : ModelContract
{
    private protected override RatingPredictorOptions Options => new RatedHistoryPredictorOptions { Dimension = 8, HiddenLayers = [16], Loss = new OrdinalLoss() };
}
