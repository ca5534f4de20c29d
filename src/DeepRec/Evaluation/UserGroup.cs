namespace DeepRec;

/// <summary>How a group of users is served.</summary>
/// <param name="Name">The group; empty for all users.</param>
/// <param name="Users">How many users were counted.</param>
/// <param name="Values">Means over the group's users, with bootstrap intervals: NDCG, recall, miscalibration, popularity, long-tail share.</param>
public sealed record UserGroup(string Name, int Users, IReadOnlyList<ComparedValue> Values);
