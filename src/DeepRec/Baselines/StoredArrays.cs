namespace DeepRec;

/// <summary>The arrays of a saved baseline, each checked as it is taken: its element type, its shape, that its numbers are finite.</summary>
/// <param name="arrays">What a scorer exported.</param>
internal sealed class StoredArrays(IReadOnlyList<NamedArray> arrays)
{
    /// <summary>The array of this name; −1 in the shape stands for any length.</summary>
    /// <exception cref="InvalidBundleException">There is none, or it is not what it should be.</exception>
    public float[] Floats(string name, params ReadOnlySpan<long> shape)
    {
        var values = Find(name, shape).ToArray<float>();
        int wrong = Array.FindIndex(values, value => !float.IsFinite(value));
        return wrong < 0 ? values : throw new InvalidBundleException($"Tensor '{name}' holds {values[wrong]} at {wrong}.");
    }

    /// <summary>Whether there is the array; nothing is copied.</summary>
    /// <inheritdoc cref="Floats" path="/exception"/>
    public void Require(string name, params ReadOnlySpan<long> shape) => Find(name, shape);

    /// <inheritdoc cref="Floats"/>
    public int[] Integers(string name, params ReadOnlySpan<long> shape) => Find(name, shape).ToArray<int>();

    /// <summary>The matrix that <see cref="Of"/> stored; −1 rows stand for any number.</summary>
    /// <exception cref="InvalidBundleException">It is absent or no such matrix.</exception>
    public SparseMatrix Sparse(string name, int rows, int columns)
    {
        int[] offsets = Integers(name + ".offsets", rows < 0 ? -1 : rows + 1L), places = Integers(name + ".columns", -1);
        float[] values = Floats(name + ".values", places.Length);
        try
        {
            BagLayout.CountRows(offsets, places);
        }
        catch (ArgumentException e)
        {
            throw new InvalidBundleException($"Tensor '{name}.offsets': {e.Message}", e);
        }

        int wrong = Array.FindIndex(places, column => (uint)column >= (uint)columns);
        return wrong < 0 ? new SparseMatrix(offsets, places, values, columns) : throw new InvalidBundleException($"Tensor '{name}.columns' holds {places[wrong]} at {wrong}; there are {columns} columns.");
    }

    /// <summary>A sparse matrix as three arrays.</summary>
    public static IEnumerable<NamedArray> Of(string name, SparseMatrix matrix) =>
        [NamedArray.From<int>(name + ".offsets", matrix.Offsets), NamedArray.From<int>(name + ".columns", matrix.Columns), NamedArray.From<float>(name + ".values", matrix.Values)];

    private NamedArray Find(string name, ReadOnlySpan<long> shape)
    {
        var array = arrays.FirstOrDefault(array => array.Name == name) ?? throw new InvalidBundleException($"There is no tensor '{name}'.");
        bool fits = array.Shape.Count == shape.Length;
        for (int axis = 0; fits && axis < shape.Length; axis++) fits = shape[axis] < 0 || shape[axis] == array.Shape[axis];
        return fits ? array : throw new InvalidBundleException($"Tensor '{name}' has the shape {NamedArray.Describe([.. array.Shape])}, expected {NamedArray.Describe(shape)}.");
    }
}
