namespace DeepRec;

/// <summary>AUC within groups, such as users.</summary>
/// <param name="Value">GAUC: the mean over groups, weighted by their rows.</param>
/// <param name="Mean">The mean over groups, each alike.</param>
/// <param name="Groups">How many groups were counted.</param>
/// <param name="RemovedGroups">How many were left out because all of their rows are of one class.</param>
public sealed record GroupedAuc(double Value, double Mean, int Groups, int RemovedGroups);
