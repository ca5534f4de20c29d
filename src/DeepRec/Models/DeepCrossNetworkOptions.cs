namespace DeepRec.Models;

/// <summary>
/// Settings of DCN-v2: the encoded inputs side by side, x₀, go through cross layers x_{l+1} = x₀ ⊙ (W_l x_l + b_l) + x_l and a network, one behind the
/// other or side by side. Products of up to L + 1 numbers need not be found by the network.
/// </summary>
/// <remarks>Wang et al., "DCN V2: Improved Deep &amp; Cross Network and Practical Lessons for Web-scale Learning to Rank Systems" (WWW 2021).</remarks>
public sealed record DeepCrossNetworkOptions : FieldRatingPredictorOptions
{
    /// <summary>L, how many cross layers there are.</summary>
    /// <value>Default 2; 1 to 16.</value>
    public int CrossLayers { get; init => field = value is >= 1 and <= 16 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "CrossLayers is 1 to 16."); } = 2;

    /// <summary>r of W_l = U_l V_l, V_l ∈ ℝ^{r × D}; <see langword="null"/> for full matrices.</summary>
    /// <value>Default <see langword="null"/>; 1 or more. The paper finds D/4 as good as full.</value>
    public int? Rank { get; init => field = value is null or > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Rank is 1 or more."); }

    /// <summary>Where the cross layers stand.</summary>
    /// <value>Default <see cref="CrossStructure.Stacked"/>, the better one on Criteo in the paper.</value>
    public CrossStructure Structure { get; init => field = Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Structure is none of the named ones."); } = CrossStructure.Stacked;

    /// <summary>The length of the user's and of the item's embedding, where no encoder is given for them.</summary>
    /// <value>Default <see langword="null"/>: <see cref="Encoders.EmbeddingDimension.Of"/>, as other inputs always have.</value>
    public int? EmbeddingDimension { get; init => field = value is null or > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "EmbeddingDimension is 1 or more."); }

    /// <summary>Up to how many ids, reserved ones included, a feature other than the user's or item's id is one-hot where no encoder is given.</summary>
    /// <value>Default 0: never; such features then have embeddings.</value>
    public int OneHotLimit { get; init => field = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "OneHotLimit is not negative."); }

    /// <inheritdoc/>
    public override RatingPredictor Create(ModelInputs inputs, long seed)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        TorchRuntime.EnsureLoaded();
        return new DeepCrossNetwork(this, inputs, seed);
    }
}
