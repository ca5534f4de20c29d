namespace DeepRec.Preprocessing;

/// <summary>How many rows a step removed for one reason.</summary>
/// <param name="Step">The step's name.</param>
/// <param name="Reason">Why, in words.</param>
/// <param name="Rows">How many.</param>
public sealed record RowRemoval(string Step, string Reason, int Rows);
