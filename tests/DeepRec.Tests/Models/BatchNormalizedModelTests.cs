using DeepRec.Models;

namespace DeepRec.Tests.Models;

public sealed class BatchNormalizedModelTests : ModelContract
{
    private protected override RatingPredictorOptions Options => ModelSettings.BatchNormalized;
}
