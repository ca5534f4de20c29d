using DeepRec.Models;

namespace DeepRec.Tests.Models;

public sealed class ParallelCrossNetworkContractTests : ModelContract
{
    private protected override RatingPredictorOptions Options => ModelSettings.ParallelCrossed;
}
