using DeepRec.Models;

namespace DeepRec.Tests.Testing;

/// <summary>A model with one flaw.</summary>
internal sealed record FlawedModelOptions(ModelFlaw Flaw) : RatingPredictorOptions
{
    static FlawedModelOptions() => BundleTypes.RegisterModel<FlawedModelOptions>("tests-flawed");

    /// <summary>Not public, so that it is not saved.</summary>
    internal double Shift { get; init; }

    public override RatingPredictor Create(ModelInputs inputs, long seed) => new FlawedModel(Flaw, Shift, inputs, (ulong)seed);
}
