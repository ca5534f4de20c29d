using DeepRec.Preprocessing;

namespace DeepRec.Quality;

/// <summary>A model under its name in results. One that uses times has 'time' in it.</summary>
/// <param name="Name">Lower case, with hyphens.</param>
/// <param name="Fit">Learns from training rows, by a pipeline and a seed.</param>
internal sealed record RatingModel(string Name, Func<TrainingSet, PreprocessingPipeline?, int, FittedRatings> Fit);
