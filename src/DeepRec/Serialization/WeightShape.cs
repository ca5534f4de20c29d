namespace DeepRec;

/// <summary>A tensor that a model saves, before there is one.</summary>
/// <param name="Name">What it is called among the weights.</param>
/// <param name="Type">Of its elements.</param>
/// <param name="Shape">The length of each axis; empty for a single number.</param>
internal sealed record WeightShape(string Name, ElementType Type, params IReadOnlyList<long> Shape)
{
    /// <summary>The same as a part of something larger.</summary>
    public WeightShape Within(string part) => this with { Name = $"{part}.{Name}" };

    /// <summary>Compares names, types and shapes.</summary>
    /// <param name="expected">What a model saves.</param>
    /// <param name="arrays">What there is.</param>
    /// <exception cref="InvalidBundleException">A tensor is missing, unknown, or of another type or shape.</exception>
    public static void Check(IEnumerable<WeightShape> expected, IReadOnlyList<NamedArray> arrays)
    {
        var byName = arrays.ToDictionary(a => a.Name, StringComparer.Ordinal);
        foreach (var (name, type, shape) in expected)
        {
            if (!byName.Remove(name, out var array)) throw new InvalidBundleException($"The weights lack the tensor '{name}' of shape {NamedArray.Describe([.. shape])}.");
            if (array.Type != type || !AreAlike(array.Shape, shape))
            {
                throw new InvalidBundleException($"The tensor '{name}' is {array.Type} of shape {NamedArray.Describe([.. array.Shape])}; the model needs {type} of shape {NamedArray.Describe([.. shape])}.");
            }
        }

        if (byName.Count > 0) throw new InvalidBundleException($"The weights hold the tensor '{byName.Keys.First()}', which the model does not have.");
    }

    private static bool AreAlike(IReadOnlyList<long> one, IReadOnlyList<long> other)
    {
        bool alike = one.Count == other.Count;
        for (int axis = 0; alike && axis < one.Count; axis++) alike = one[axis] == other[axis];
        return alike;
    }
}
