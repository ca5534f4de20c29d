using DeepRec.Models;

namespace DeepRec.Tests.Models;

public sealed class DeepFmContractTests : ModelContract
{
    private protected override RatingPredictorOptions Options => ModelSettings.DeepFm;
}
