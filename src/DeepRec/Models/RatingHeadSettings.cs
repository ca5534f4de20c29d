namespace DeepRec.Models;

/// <summary>What <see cref="RatingHead"/> is made by; each setting as in <see cref="MlpRatingPredictorOptions"/>.</summary>
internal sealed record RatingHeadSettings(RatingLoss Loss, RatingOutput Output, Activation OutputActivation, bool StartAtLabelMean, bool StandardizeLabel, bool ClampToLabelRange);
