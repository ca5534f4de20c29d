namespace DeepRec.Models;

/// <summary>What <see cref="RatingHead"/> is made by; each setting as in <see cref="MlpRatingPredictorOptions"/>.</summary>
internal sealed record RatingHeadSettings(RatingLoss Loss, RatingOutput Output, Activation OutputActivation, bool StartAtLabelMean, bool StandardizeLabel, bool ClampToLabelRange)
{
    /// <summary>A sum whose exponential is still a float32.</summary>
    public const double GreatestLogit = 80;

    /// <summary>Whether sums are in units of the labels' standard deviation around their mean.</summary>
    public bool Standardized => this is { StandardizeLabel: true, Output: RatingOutput.Linear, Loss.IsOfPredictions: true };

    /// <summary>Checks what is to be predicted.</summary>
    /// <exception cref="ArgumentException">The labels do not suit the loss.</exception>
    public void Require(LabelStatistics label)
    {
        if (Loss is WatchTimeLoss && label.Minimum < 0) throw new ArgumentException(FormattableString.Invariant($"A watch time is 0 or more; the labels go down to {label.Minimum}."));
        if (Loss.IsOfProbabilities && (label.Minimum < 0 || label.Maximum > 1)) throw new ArgumentException(FormattableString.Invariant($"{Loss.GetType().Name} needs labels from 0 to 1; these go from {label.Minimum} to {label.Maximum}. Divide them, or use SquaredErrorLoss."));
    }

    /// <summary>What <see cref="OrdinalHead"/> saves, said without it; nothing with another loss. It asks the budget of a file as that does.</summary>
    /// <exception cref="ArgumentException">There are too few labels, or too many.</exception>
    public IReadOnlyList<WeightShape> Plan(LabelStatistics label)
    {
        if (Loss is not OrdinalLoss) return [];
        OrdinalLoss.Require(label.Levels.Count);
        WeightBudget.Take("levels", label.Levels.Count, 3);
        return [new WeightShape("cut", ElementType.Float32, label.Levels.Count), new WeightShape("slope", ElementType.Float32, label.Levels.Count)];
    }

    /// <summary>K, how many outputs the network has.</summary>
    public int Outputs(LabelStatistics label) => Loss is OrdinalLoss ? label.Levels.Count : 1;
}
