using System.Numerics;

namespace DeepRec;

/// <summary>One step of weights of which one number each is remembered: see <see cref="Lanes.Move"/>.</summary>
internal interface IFormula<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The weights and what is remembered of them, after the step.</summary>
    (Vector<T> Weights, Vector<T> Remembered) Move(Vector<T> weights, Vector<T> remembered, Vector<T> gradient);
}
