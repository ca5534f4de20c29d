using DeepRec.Models;

namespace DeepRec.Tests.Models;

public sealed class DeepCrossNetworkContractTests : ModelContract
{
    private protected override RatingPredictorOptions Options => ModelSettings.Crossed;
}
