namespace DeepRec.OnnxServing;

/// <summary>A user with what a request says, or an item: where it stands among the known, and encoded columns that are other than there.</summary>
/// <param name="Row">Its row; −1 where it is not known.</param>
/// <param name="Given">By the encoded column's name.</param>
internal sealed record Subject(int Row, IReadOnlyDictionary<string, Cell> Given);
