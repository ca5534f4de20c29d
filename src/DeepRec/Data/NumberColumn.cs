using System.Globalization;

namespace DeepRec;

/// <summary>Numbers, one or more a row, row after row. NaN is missing; infinite values do not occur.</summary>
public sealed class NumberColumn : Column
{
    private readonly float[] _values;

    /// <summary>Takes over the array.</summary>
    /// <param name="values">Shape [rows × <paramref name="width"/>], NaN where missing.</param>
    /// <param name="width">Numbers a row, 1 or more.</param>
    /// <exception cref="ArgumentException">The length is no multiple of the width, or a value is infinite.</exception>
    public NumberColumn(float[] values, int width = 1) : base(CountRows(values, width))
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (float.IsInfinity(values[i])) throw new ArgumentException($"Row {i / width}: the value is infinite. Use NaN where a value is missing.", nameof(values));
        }

        (_values, Width) = (values, width);
    }

    /// <summary>Numbers a row.</summary>
    public int Width { get; }

    /// <summary>All numbers, shape [rows × width].</summary>
    public ReadOnlySpan<float> Values => _values;

    /// <inheritdoc/>
    public override bool IsMissing(int row) => float.IsNaN(_values[row * Width]);

    /// <inheritdoc/>
    public override string? TextAt(int row) =>
        IsMissing(row) ? null : string.Join(' ', _values.Skip(row * Width).Take(Width).Select(v => v.ToString(CultureInfo.InvariantCulture)));

    /// <inheritdoc/>
    public override Column Select(ReadOnlySpan<int> rows)
    {
        if (Width == 1) return new NumberColumn(Gather(_values, rows));
        var selected = new float[rows.Length * Width]; // [rows × width]
        for (int i = 0; i < rows.Length; i++) Values.Slice(rows[i] * Width, Width).CopyTo(selected.AsSpan(i * Width));
        return new NumberColumn(selected, Width);
    }

    /// <summary>A column of the same shape with every value that is present replaced.</summary>
    public NumberColumn Map(Func<float, float> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        var mapped = new float[_values.Length];
        for (int i = 0; i < mapped.Length; i++) mapped[i] = float.IsNaN(_values[i]) ? _values[i] : function(_values[i]);
        return new NumberColumn(mapped, Width);
    }

    internal override Column Append(IReadOnlyList<Column> others) =>
        new NumberColumn([.. _values, .. others.Cast<NumberColumn>().SelectMany(o => o._values)], Width);

    private static int CountRows(float[] values, int width)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        return values.Length % width == 0 ? values.Length / width : throw new ArgumentException($"{values.Length} values do not fill rows of {width}.", nameof(values));
    }
}
