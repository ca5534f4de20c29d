namespace DeepRec;

/// <summary>An item that seems attacked, and by whom.</summary>
/// <param name="Target">The item's id.</param>
/// <param name="Push">Whether it was given the highest rating; else the lowest.</param>
/// <param name="Profiles">The ids of the users who are suspected. A suspicion, not a proof: look before they are barred.</param>
/// <param name="Excess">How many standard deviations more often than among all users the rating stands among the candidates.</param>
public sealed record ShillingFinding(string Target, bool Push, IReadOnlyList<string> Profiles, double Excess);
