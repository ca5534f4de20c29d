using DeepRec.AspNetCore;

namespace WebShop;

/// <summary>What there is to see of learning from clicks.</summary>
/// <param name="Learns">Whether the shop learns at all.</param>
/// <param name="Bundles">Those that can be gone back to, oldest first.</param>
/// <param name="Last">What came of the last attempt; <see langword="null"/>: there was none since the start.</param>
public sealed record LearningState(bool Learns, IReadOnlyList<LearnedBundle> Bundles, LearnedUpdate? Last);

/// <summary>A bundle that is kept.</summary>
public sealed record LearnedBundle(int Number, DateTimeOffset MadeAt, DateTimeOffset? NewestEvent, bool IsServed);

/// <summary>What came of an attempt to learn.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Events">How many events there were.</param>
/// <param name="Served">NDCG@10 of what was served, on the newest events.</param>
/// <param name="Candidate">The same of the candidate.</param>
/// <param name="Interactions">How many likes the candidate had learned from before it was measured.</param>
/// <param name="NewUsers">Visitors whom it had not known.</param>
/// <param name="Drift">How much the popularity of items has shifted.</param>
public sealed record LearnedUpdate(string Outcome, int Events, double Served, double Candidate, int Interactions, int NewUsers, double Drift)
{
    public static LearnedUpdate Of(OnlineUpdate update) =>
        new($"{update.Outcome}", update.Events, update.Served, update.Candidate, update.Report?.Interactions ?? 0, update.Report?.NewUsers ?? 0, update.Report?.ItemDrift ?? 0);
}
