namespace DeepRec.Models;

/// <summary>Settings from which a rating predictor is built, again after loading.</summary>
/// <remarks>Derive a sealed record to bring a model of your own; its public properties are saved, under the name given to <see cref="BundleTypes"/>.</remarks>
public abstract record RatingPredictorOptions
{
    /// <summary>Builds the model with its start values.</summary>
    /// <param name="inputs">The columns that reach it, and the labels.</param>
    /// <param name="seed">Governs the start values.</param>
    /// <exception cref="ArgumentException">The settings do not suit the inputs.</exception>
    public abstract RatingPredictor Create(ModelInputs inputs, long seed);

    /// <summary>What the model is, said without TorchSharp; <see langword="null"/> (the default) where there is no such way for a model of this structure.</summary>
    /// <exception cref="ArgumentException">The settings do not suit the inputs.</exception>
    internal virtual RatingPlan? Plan(ModelInputs inputs) => null;

    /// <summary>Builds a model whose parameters and buffers outlive whatever dispose scope is open on the calling thread.</summary>
    internal RatingPredictor CreateDetached(ModelInputs inputs, long seed)
    {
        var model = Create(inputs, seed);
        foreach (var parameter in model.parameters()) parameter.DetachFromDisposeScope();
        foreach (var buffer in model.buffers()) buffer.DetachFromDisposeScope();
        return model;
    }
}
