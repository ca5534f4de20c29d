using DeepRec.Models;

namespace DeepRec.Tests.Models;

public sealed class OrdinalModelTests : ModelContract
{
    private protected override RatingPredictorOptions Options => ModelSettings.Ordinal;
}
