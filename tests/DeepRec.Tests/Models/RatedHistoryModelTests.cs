using DeepRec.Models;

namespace DeepRec.Tests.Models;

public sealed class RatedHistoryModelTests : ModelContract
{
    private protected override RatingPredictorOptions Options => new RatedHistoryPredictorOptions { Dimension = 8, HiddenLayers = [16] };
}
