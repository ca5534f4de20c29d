using DeepRec.Models;

namespace DeepRec.Tests.Testing;

/// <summary>A sound model that has no name to be saved under.</summary>
internal sealed record NamelessModelOptions : RatingPredictorOptions
{
    public override RatingPredictor Create(ModelInputs inputs, long seed) => new FlawedModel(ModelFlaw.None, shift: 0, inputs, (ulong)seed);
}
