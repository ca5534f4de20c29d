namespace DeepRec.Tests.Selection;

/// <summary>Progress that is told at once, in order.</summary>
internal sealed class ToldTrials : List<SearchTrial>, IProgress<SearchTrial>
{
    public void Report(SearchTrial value) => Add(value);
}
