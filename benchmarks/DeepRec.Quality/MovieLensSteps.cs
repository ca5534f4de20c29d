using DeepRec.Preprocessing;

namespace DeepRec.Quality;

/// <summary>The steps that all editions of MovieLens share.</summary>
internal static class MovieLensSteps
{
    /// <summary>Ids, and of films the years by five and the genres.</summary>
    public static PreprocessingPipeline Add(PreprocessingPipeline pipeline, bool hasFilms)
    {
        pipeline.Add(new CategoryVocabulary("user")).Add(new CategoryVocabulary("item"));
        if (hasFilms) pipeline.Add(Bucketize.Given(nameof(Film.Year), [.. Enumerable.Range(0, 15).Select(i => 1925f + 5 * i)])).Add(new CategoryVocabulary(nameof(Film.Genres)));
        return pipeline;
    }
}
