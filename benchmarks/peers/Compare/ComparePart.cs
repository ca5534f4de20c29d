namespace DeepRec.Peers;

/// <summary>A part of the comparison that can be run by itself.</summary>
/// <param name="Name">As it is called on the command line, and its heading in the results.</param>
/// <param name="About">One or two sentences: the work, the peers, what a figure counts.</param>
/// <param name="Run">Measures; both sides turn by turn, in every round.</param>
internal sealed record ComparePart(string Name, string About, Func<CompareSettings, IEnumerable<Measurement>> Run)
{
    /// <summary>All of them, in the order of the results.</summary>
    public static IReadOnlyList<ComparePart> All { get; } =
    [
        TrainingPart.Create(), OptimizerPart.Create(), ScoringPart.Create(), RetrievalPart.Create(), CataloguePart.Create(), IngestPart.Create(), StartPart.Create(), OnnxPart.Create(),
        GrowthPart.Create(), MlNetPart.Create(),
    ];
}
