using System.Numerics;

namespace DeepRec;

/// <inheritdoc/>
internal sealed class OptimizerState<T>(Memory<T>[] quantities) : OptimizerState
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override int Length => quantities[0].Length;

    public Span<T> this[int quantity] => quantities[quantity].Span;

    public static OptimizerState<T> Create(IReadOnlyList<double> initialValues, int length)
    {
        var quantities = new Memory<T>[initialValues.Count];
        for (var quantity = 0; quantity < quantities.Length; quantity++)
        {
            quantities[quantity] = AlignedMemory.Allocate<T>(length); // a table's row whose length is a line lies in one
            quantities[quantity].Span.Fill(T.CreateChecked(initialValues[quantity]));
        }
        return new OptimizerState<T>(quantities);
    }

    public static OptimizerState<T> Import(IReadOnlyList<NamedArray> arrays)
    {
        var quantities = arrays.Select(array => array.ToArray<T>()).ToArray();
        var damaged = Array.FindIndex(quantities, values => Array.Exists(values, T.IsNaN));
        return damaged < 0
            ? new OptimizerState<T>([.. quantities.Select(Copy)])
            : throw new InvalidBundleException($"Tensor '{arrays[damaged].Name}' holds a value that is not a number.");
    }

    public override NamedArray Export(int quantity, string name) => NamedArray.From<T>(name, quantities[quantity].Span);

    private static Memory<T> Copy(T[] values)
    {
        var memory = AlignedMemory.Allocate<T>(values.Length);
        values.CopyTo(memory);
        return memory;
    }
}
