using DeepRec.Models;

namespace DeepRec.Tests.Models;

public sealed class OwnModelTests : ModelContract
{
    private protected override RatingPredictorOptions Options => ModelSettings.Own;
}
