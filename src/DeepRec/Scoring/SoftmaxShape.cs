namespace DeepRec;

/// <summary>The sizes of a block of <see cref="SoftmaxKernels"/>: users b stand in panels of P, side by side.</summary>
/// <param name="Items">n, of the block.</param>
/// <param name="Users">B, a whole number of panels; those behind the last user are zeros.</param>
/// <param name="Depth">D, the length of a vector.</param>
/// <param name="Width">W, the length of its row in memory: whole panels, zeros behind D.</param>
internal readonly record struct SoftmaxShape(int Items, int Users, int Depth, int Width);
