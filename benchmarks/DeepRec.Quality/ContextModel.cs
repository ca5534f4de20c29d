namespace DeepRec.Quality;

/// <summary>A model under its name in results. One that reads the context has 'context' in it.</summary>
/// <param name="Name">Lower case, with hyphens.</param>
/// <param name="Options">Its settings, but for the pipeline.</param>
internal sealed record ContextModel(string Name, RankingOptions Options)
{
    public bool ReadsContext => Name.Split('-').Contains("context");
}
