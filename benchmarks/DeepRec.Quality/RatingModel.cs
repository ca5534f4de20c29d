using DeepRec.Preprocessing;

namespace DeepRec.Quality;

/// <summary>A model under its name in results. One that uses times has 'time' in it.</summary>
/// <param name="Name">Lower case, with hyphens.</param>
/// <param name="Evaluate">Learns from a split's training rows, by a pipeline and a seed, and predicts its test rows.</param>
internal sealed record RatingModel(string Name, Func<DataSplit, PreprocessingPipeline?, int, RatingReport> Evaluate);
