namespace DeepRec.AspNetCore;

/// <summary>What came of an attempt to learn.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Events">How many events there were.</param>
/// <param name="Served">NDCG@10 of what was served, for the users of the newest events, which neither had learned from; of ratings the RMSE, in units of the label. 0 where there were too few.</param>
/// <param name="Candidate">The same of the candidate.</param>
/// <param name="Version">What was published; <see langword="null"/> where nothing was.</param>
/// <param name="Report">What the candidate took up before it was measured; <see langword="null"/> where there were too few events.</param>
public sealed record OnlineUpdate(OnlineUpdateOutcome Outcome, int Events, double Served, double Candidate, BundleVersion? Version, UpdateReport? Report);
