using DeepRec;

namespace FairAndPrivate;

/// <summary>What the parts of the sample work on.</summary>
/// <param name="Ratings">All ratings, with the features of users and items.</param>
/// <param name="Train">What users liked, to learn from.</param>
/// <param name="Validation">What they liked, to choose by.</param>
/// <param name="Test">What they liked, to measure by.</param>
/// <param name="Later">Ratings that came later than those of <paramref name="Earlier"/>.</param>
/// <param name="Earlier">The earlier ratings.</param>
/// <param name="ItemGroups">The feature that names the groups of items.</param>
/// <param name="UserGroups">The feature that names the groups of users.</param>
internal sealed record Material(Dataset Ratings, TrainingSet Train, Dataset Validation, Dataset Test, Dataset Earlier, Dataset Later, string ItemGroups, string UserGroups);
