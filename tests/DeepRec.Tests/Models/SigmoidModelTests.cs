using DeepRec.Models;

namespace DeepRec.Tests.Models;

public sealed class SigmoidModelTests : ModelContract
{
    private protected override RatingPredictorOptions Options => ModelSettings.Sigmoid;
}
