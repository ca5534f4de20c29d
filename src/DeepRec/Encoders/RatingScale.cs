using System.Numerics;

namespace DeepRec.Encoders;

/// <summary>From ratings in units of the label to c = (r − mean) / deviation.</summary>
/// <param name="Mean">Of the training labels.</param>
/// <param name="Deviation">Of the training labels; above 0.</param>
internal readonly record struct RatingScale(float Mean, float Deviation)
{
    public T Of<T>(float rating) where T : unmanaged, IBinaryFloatingPointIeee754<T> => (T.CreateTruncating(rating) - T.CreateTruncating(Mean)) / T.CreateTruncating(Deviation);
}
