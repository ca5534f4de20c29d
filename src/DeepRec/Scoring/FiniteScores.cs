using System.Numerics.Tensors;

namespace DeepRec;

/// <summary>Keeps scores to numbers: weights of any size are numbers, and their sums may still not be.</summary>
internal static class FiniteScores
{
    /// <summary>Infinities become the largest number of their sign; what is no number ranks last.</summary>
    public static void Hold(Span<float> scores)
    {
        if (TensorPrimitives.IsFiniteAll<float>(scores)) return;
        foreach (ref float score in scores) score = Held(score);
    }

    /// <summary>The same of one score.</summary>
    public static float Held(float score) => float.IsNaN(score) ? float.MinValue : Math.Clamp(score, float.MinValue, float.MaxValue);
}
