using DeepRec.Models;

namespace DeepRec.Tests.Models;

public sealed class FusedModelTests : ModelContract
{
    private protected override RatingPredictorOptions Options => ModelSettings.Fused;
}
