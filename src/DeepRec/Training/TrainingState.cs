namespace DeepRec;

/// <summary>What a training knows after its last epoch. Immutable.</summary>
/// <param name="History">The epochs so far.</param>
/// <param name="Last">The weights after the last of them, or those the model started with.</param>
/// <param name="BestEpoch">The epoch with the lowest validation loss; without validation the last; 0 before the first.</param>
/// <param name="Best">Its weights.</param>
internal sealed record TrainingState(IReadOnlyList<TrainingEpoch> History, IReadOnlyList<NamedArray> Last, int BestEpoch, IReadOnlyList<NamedArray> Best)
{
    public static TrainingState Start(IReadOnlyList<NamedArray> weights) => new([], weights, 0, weights);

    public TrainingState After(TrainingEpoch epoch, IReadOnlyList<NamedArray> weights)
    {
        bool best = BestEpoch == 0 || epoch.ValidationLoss is not { } loss || loss < History[BestEpoch - 1].ValidationLoss;
        return new TrainingState([.. History, epoch], weights, best ? epoch.Number : BestEpoch, best ? weights : Best);
    }
}
