using DeepRec.Models;

namespace DeepRec.Tests.Models;

public sealed class ItemAutoRecModelTests : ModelContract
{
    private protected override RatingPredictorOptions Options => new ItemAutoRecOptions { HiddenUnits = 32 };
}
