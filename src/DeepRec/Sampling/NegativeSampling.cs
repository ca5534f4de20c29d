using System.Text.Json.Serialization;

namespace DeepRec.Models;

/// <summary>How likely each item is to be drawn as a negative, q_j. Draws are with replacement, from the items of the training data.</summary>
[JsonDerivedType(typeof(UniformSampling), "uniform")]
[JsonDerivedType(typeof(LogUniformSampling), "log-uniform")]
[JsonDerivedType(typeof(PopularitySampling), "popularity")]
public abstract record NegativeSampling
{
    private protected NegativeSampling()
    {
    }

    /// <summary>Reads what was written of one, or <see langword="null"/>.</summary>
    /// <exception cref="ArgumentException">A value is out of range.</exception>
    internal static NegativeSampling? FromJson(JsonTree tree)
    {
        var fields = new JsonFields(tree);
        NegativeSampling? sampling = fields.Text("$type") switch
        {
            "uniform" => new UniformSampling(),
            "log-uniform" => new LogUniformSampling(),
            "popularity" => new PopularitySampling { Exponent = fields.Double("exponent"), Smoothing = fields.Double("smoothing") },
            _ => null,
        };
        return fields.AreWhole ? sampling : null;
    }

    /// <summary>What q is proportional to, from each item's interactions. Shape [I].</summary>
    internal abstract double[] Weights(ReadOnlySpan<int> counts);
}

/// <summary>q_j = 1 / I: each of the I items alike, also those that nobody met.</summary>
public sealed record UniformSampling : NegativeSampling
{
    internal override double[] Weights(ReadOnlySpan<int> counts)
    {
        var weights = new double[counts.Length];
        Array.Fill(weights, 1);
        return weights;
    }
}

/// <summary>
/// q_j = ln((r + 2) / (r + 1)) / ln(I + 1), r = 0 … I − 1 the item's rank by interactions, ties by item number: close to Zipf's law. Every item
/// can be drawn.
/// </summary>
/// <remarks>The <c>log_uniform_candidate_sampler</c> of TensorFlow.</remarks>
public sealed record LogUniformSampling : NegativeSampling
{
    internal override double[] Weights(ReadOnlySpan<int> counts)
    {
        var items = new int[counts.Length];
        var keys = new (long Falling, int Item)[counts.Length];
        for (int item = 0; item < items.Length; item++) (items[item], keys[item]) = (item, (-(long)counts[item], item));
        Array.Sort(keys, items);

        var weights = new double[counts.Length];
        for (int rank = 0; rank < items.Length; rank++) weights[items[rank]] = Math.Log((rank + 2.0) / (rank + 1.0));
        return weights;
    }
}

/// <summary>q_j ∝ (c_j + s)^α, c_j the item's interactions. With s = 0 and α &gt; 0 an item that nobody met is never drawn.</summary>
/// <remarks>Mikolov et al., "Distributed Representations of Words and Phrases and their Compositionality" (NIPS 2013), with α = 0.75.</remarks>
public sealed record PopularitySampling : NegativeSampling
{
    /// <summary>α: 0 draws all items alike, 1 as often as they are met.</summary>
    /// <value>Default 0.5: measured on Amazon Beauty, beside uniform draws. 0 or more.</value>
    public double Exponent { get; init => field = value is >= 0 and < double.PositiveInfinity ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Exponent is a number of 0 or more."); } = 0.5;

    /// <summary>s, added to each item's interactions, so that all can be drawn.</summary>
    /// <value>Default 0. 0 or more.</value>
    public double Smoothing { get; init => field = value is >= 0 and < double.PositiveInfinity ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Smoothing is a number of 0 or more."); }

    internal override double[] Weights(ReadOnlySpan<int> counts)
    {
        var weights = new double[counts.Length];
        for (int item = 0; item < weights.Length; item++) weights[item] = Math.Pow(counts[item] + Smoothing, Exponent);
        return weights;
    }
}
