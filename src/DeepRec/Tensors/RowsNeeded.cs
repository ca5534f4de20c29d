namespace DeepRec;

/// <summary>Told which rows of a table are about to be read.</summary>
/// <param name="rows">As often as may be.</param>
internal delegate void RowsNeeded(ReadOnlySpan<int> rows);
