using DeepRec.Models;

namespace DeepRec.Tests.Models;

public sealed class ArticleModelTests : ModelContract
{
    private protected override RatingPredictorOptions Options => ModelSettings.Article;
}
