using System.Numerics.Tensors;

namespace DeepRec;

/// <summary>Likeness by the angle between vectors. A vector of zeros, or one that is not finite, is like nothing.</summary>
internal sealed class VectorLikeness : Likeness
{
    private readonly float[] _vectors; // [N, D], of length 1 or 0
    private readonly int _length;

    /// <summary>Takes over the array.</summary>
    /// <param name="vectors">Shape [N × D].</param>
    /// <param name="length">D.</param>
    public VectorLikeness(float[] vectors, int length)
    {
        (_vectors, _length, Count) = (vectors, length, vectors.Length / length);
        for (int row = 0; row < Count; row++)
        {
            var vector = vectors.AsSpan(row * length, length);
            float norm = TensorPrimitives.Norm<float>(vector);
            if (norm > 0 && float.IsFinite(norm)) TensorPrimitives.Divide(vector, norm, vector);
            else vector.Clear();
        }
    }

    public override int Count { get; }

    public override void Of(int member, ReadOnlySpan<int> others, Span<float> cosines)
    {
        for (int i = 0; i < others.Length; i++) cosines[i] = Cosine(member, others[i]);
    }

    public override float[] OfAll(int member)
    {
        var cosines = new float[Count];
        for (int other = 0; other < cosines.Length; other++) cosines[other] = Cosine(member, other);
        return cosines;
    }

    private float Cosine(int a, int b) => Math.Clamp(TensorPrimitives.Dot(Vector(a), Vector(b)), -1, 1);

    private ReadOnlySpan<float> Vector(int row) => _vectors.AsSpan(row * _length, _length);
}
