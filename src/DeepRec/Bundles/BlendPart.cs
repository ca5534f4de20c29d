using System.Text.Json.Serialization;
using DeepRec.Models;

namespace DeepRec;

/// <summary>A model of a <see cref="BlendOptions"/>, and what its scores weigh.</summary>
public sealed record BlendPart
{
    /// <summary>The model's settings; a blend too.</summary>
    [JsonConverter(typeof(RankingModelConverter))]
    public required RankingModelOptions Model { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); }

    /// <summary>What its scores are multiplied by.</summary>
    /// <value>Default 1. From −10⁶ to 10⁶.</value>
    public double Weight { get; init => field = Math.Abs(value) <= 1e6 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Weight lies from −10⁶ to 10⁶."); } = 1;

    /// <summary>What becomes of its scores before that.</summary>
    /// <value>Default <see cref="BlendTransform.None"/>.</value>
    public BlendTransform Transform { get; init => field = Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Transform is none of the named ones."); }

    /// <summary>ε of <see cref="BlendTransform.Logarithm"/>: the smaller, the lower what a model knows nothing for.</summary>
    /// <value>Default 0.001. Above 0. Ignored with another transform.</value>
    public double Epsilon { get; init => field = value > 0 && double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Epsilon is positive."); } = 0.001;
}
