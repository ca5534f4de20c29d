using DeepRec.Models;

namespace DeepRec.Tests.Models;

public sealed class RecommendedModelTests : ModelContract
{
    private protected override RatingPredictorOptions Options => ModelSettings.Recommended;
}
