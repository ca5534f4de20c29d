using DeepRec.Encoders;

namespace DeepRec.Quality;

/// <summary>A way to read the text, under its name in results.</summary>
/// <param name="Name">Lower case.</param>
/// <param name="Encoder">What reads it; <see langword="null"/>: the model without text.</param>
internal sealed record TextModel(string Name, FeatureEncoderOptions? Encoder);
