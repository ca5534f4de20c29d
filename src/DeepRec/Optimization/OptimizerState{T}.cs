using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DeepRec;

/// <inheritdoc/>
internal sealed class OptimizerState<T>(Memory<T>[] quantities) : OptimizerState
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Line = 64; // bytes that memory gives at once

    public override int Length => quantities[0].Length;

    public Span<T> this[int quantity] => quantities[quantity].Span;

    public static OptimizerState<T> Create(IReadOnlyList<double> initialValues, int length)
    {
        var quantities = new Memory<T>[initialValues.Count];
        for (var quantity = 0; quantity < quantities.Length; quantity++)
        {
            quantities[quantity] = Allocate(length);
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
        var memory = Allocate(values.Length);
        values.CopyTo(memory);
        return memory;
    }

    // Begins where a line of memory does, as parameters do, so that a table's row whose length is one lies in one.
    private static Memory<T> Allocate(int length)
    {
        var room = Line / Unsafe.SizeOf<T>();
        var array = GC.AllocateArray<T>(length + room, pinned: true);
        var past = (int)(Marshal.UnsafeAddrOfPinnedArrayElement(array, 0) % Line) / Unsafe.SizeOf<T>();
        return array.AsMemory(past == 0 ? 0 : room - past, length);
    }
}
