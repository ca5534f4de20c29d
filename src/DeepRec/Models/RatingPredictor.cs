using DeepRec.Encoders;
using static TorchSharp.torch;

namespace DeepRec.Models;

/// <summary>A model of ratings: r̂ = f(x_ui; w). <c>call</c> gives r̂ ∈ [B], in units of the label.</summary>
/// <remarks>In evaluation mode the prediction should lie within what is sensible for the label: it is shown to users as it is.</remarks>
public abstract class RatingPredictor : RecommenderModel
{
    /// <summary>Names the module.</summary>
    protected RatingPredictor(string name) : base(name)
    {
    }

    /// <summary>The mean squared error of the batch, each row's by its weight, unless overridden.</summary>
    public override Tensor Loss(FeatureBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return RatingLosses.SquaredError(call(batch), batch.Label, batch.Weights);
    }
}
