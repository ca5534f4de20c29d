using DeepRec.Encoders;
using DeepRec.Preprocessing;

namespace DeepRec.Models;

/// <summary>
/// Settings of the factorisation machine and network over the same vectors
/// r̂ = g(b₀ + Σ_i w_i(x_i) + Σ_{i&lt;j} ⟨v_i, v_j⟩ + MLP([v₁ … v_n])), one vector v_i ∈ ℝ^D for each input.
/// </summary>
/// <remarks>
/// Guo et al., "DeepFM: A Factorization-Machine based Neural Network for CTR Prediction" (IJCAI 2017); Rendle, "Factorization Machines" (ICDM 2010).
/// Without hidden layers it is a factorisation machine and a linear map of its vectors.
/// </remarks>
public sealed record DeepFmOptions : FieldRatingPredictorOptions
{
    /// <summary>D, the length of every input's vector.</summary>
    /// <value>Default 10, as in the paper; 1 or more.</value>
    public int Dimension { get; init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Dimension is 1 or more."); } = 10;

    /// <summary>The standard deviation of the normal start values of the ids' vectors.</summary>
    /// <value>Default 0.05, as for <see cref="CategoryEncoderOptions"/>. Ignored where an encoder is given.</value>
    public double InitialDeviation { get; init => field = value >= 0 && double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "InitialDeviation is not negative."); } = 0.05;

    /// <inheritdoc/>
    public override RatingPredictor Create(ModelInputs inputs, long seed)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        TorchRuntime.EnsureLoaded();
        return new DeepFm(this, inputs, seed);
    }

    /// <summary>The encoder of an input's vector where none is given.</summary>
    internal FeatureEncoderOptions EncoderOf(FeatureInput input) => input.Kind switch
    {
        FeatureInputKind.Id => new CategoryEncoderOptions { Dimension = Dimension, InitialDeviation = InitialDeviation },
        FeatureInputKind.IdBag => new CategoriesEncoderOptions { Dimension = Dimension, InitialDeviation = InitialDeviation },
        _ => FeatureEncoderOptions.DefaultFor(input, Dimension, oneHotLimit: 0),
    };
}
