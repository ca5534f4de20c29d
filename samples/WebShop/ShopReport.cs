namespace WebShop;

/// <summary>What came of a training, for the page that shows it.</summary>
/// <param name="TrainedAt">When it ended.</param>
/// <param name="Seconds">How long it took, evaluation included.</param>
/// <param name="Rows">How many likes it learned from.</param>
/// <param name="Losses">The loss of each epoch, in training and on the likes held back for that.</param>
/// <param name="Metrics">Metrics of the full ranking of the items, on likes that it did not see.</param>
/// <param name="Baseline">The same for recommending what is popular.</param>
public sealed record ShopReport(DateTimeOffset TrainedAt, double Seconds, int Rows, IReadOnlyList<EpochLoss> Losses, IReadOnlyDictionary<string, double> Metrics, IReadOnlyDictionary<string, double> Baseline);

/// <summary>The losses of an epoch.</summary>
public sealed record EpochLoss(double Training, double? Validation);
