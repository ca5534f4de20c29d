namespace DeepRec.Models;

/// <summary>Columns of <see cref="FusedInputs"/> that lie side by side.</summary>
/// <param name="First">The first of them.</param>
/// <param name="Columns">How many.</param>
/// <param name="IsLearned">Whether something is learned from the gradient of any of them.</param>
internal readonly record struct FusedRange(int First, int Columns, bool IsLearned);
