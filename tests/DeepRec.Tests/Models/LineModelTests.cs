using DeepRec.Models;

namespace DeepRec.Tests.Models;

public sealed class LineModelTests : ModelContract
{
    private protected override RatingPredictorOptions Options => ModelSettings.Line;

    protected override bool SeesInteractions => false;
}
