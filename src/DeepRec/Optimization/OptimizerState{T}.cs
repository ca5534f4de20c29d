using System.Numerics;

namespace DeepRec;

/// <inheritdoc/>
internal sealed class OptimizerState<T>(T[][] quantities) : OptimizerState
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override int Length => quantities[0].Length;

    public Span<T> this[int quantity] => quantities[quantity];

    public static OptimizerState<T> Create(IReadOnlyList<double> initialValues, int length)
    {
        var quantities = new T[initialValues.Count][];
        for (var quantity = 0; quantity < quantities.Length; quantity++)
        {
            quantities[quantity] = new T[length];
            Array.Fill(quantities[quantity], T.CreateChecked(initialValues[quantity]));
        }
        return new OptimizerState<T>(quantities);
    }

    public static OptimizerState<T> Import(IReadOnlyList<NamedArray> arrays)
    {
        var quantities = arrays.Select(array => array.ToArray<T>()).ToArray();
        var damaged = Array.FindIndex(quantities, values => Array.Exists(values, T.IsNaN));
        return damaged < 0
            ? new OptimizerState<T>(quantities)
            : throw new InvalidBundleException($"Tensor '{arrays[damaged].Name}' holds a value that is not a number.");
    }

    public override NamedArray Export(int quantity, string name) => NamedArray.From<T>(name, quantities[quantity]);
}
