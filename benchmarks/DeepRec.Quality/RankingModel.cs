namespace DeepRec.Quality;

/// <summary>A model under its name in results. One that reads the order of interactions has 'time' in it, one that learned from the validation rows too 'refit'.</summary>
/// <param name="Name">Lower case, with hyphens.</param>
/// <param name="Options">Its settings for a kind of data; <see langword="null"/> where it does not suit.</param>
internal sealed record RankingModel(string Name, Func<RankingSettings, RankingOptions?> Options)
{
    public bool UsesOrder => Name.Split('-').Contains("time");

    public bool IsRefit => Name.Split('-').Contains("refit");
}
