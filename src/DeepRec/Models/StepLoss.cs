using static TorchSharp.torch;

namespace DeepRec.Models;

/// <summary>What a training step is to make small.</summary>
/// <param name="Value">The mean loss of the rows, a scalar with a gradient; reported.</param>
/// <param name="Penalty">Added to it, weighted already; not reported. Or none.</param>
/// <param name="Rows">How many rows it is the mean of.</param>
internal readonly record struct StepLoss(Tensor Value, Tensor? Penalty, int Rows);
