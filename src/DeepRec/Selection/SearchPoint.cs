using System.Globalization;

namespace DeepRec;

/// <summary>One value for each dimension of a search.</summary>
/// <remarks>Immutable; safe from many threads.</remarks>
public sealed class SearchPoint
{
    private readonly (string Name, object Value)[] _values;

    internal SearchPoint(IEnumerable<(string Name, object Value)> values) => _values = [.. values];

    /// <summary>The dimensions' names, in the space's order.</summary>
    public IReadOnlyList<string> Names => [.. _values.Select(v => v.Name)];

    /// <summary>The value of a dimension: a <see cref="double"/> or a <see cref="string"/>.</summary>
    /// <exception cref="ArgumentException">There is no such dimension; the message lists those there are.</exception>
    public object this[string name]
    {
        get
        {
            int found = Array.FindIndex(_values, v => v.Name == name);
            return found >= 0 ? _values[found].Value : throw new ArgumentException($"There is no dimension '{name}'. Dimensions: {string.Join(", ", Names)}.", nameof(name));
        }
    }

    /// <summary>The number of a dimension.</summary>
    /// <exception cref="ArgumentException">There is no such dimension, or it holds texts.</exception>
    public double Number(string name) => this[name] as double? ?? throw new ArgumentException($"Dimension '{name}' holds texts. Use Text.", nameof(name));

    /// <summary>The number of a dimension, rounded to a whole one, halves away from 0.</summary>
    /// <exception cref="ArgumentException">There is no such dimension, or it holds texts.</exception>
    /// <exception cref="OverflowException">The number is outside the range of <see cref="int"/>.</exception>
    public int Integer(string name) => checked((int)Math.Round(Number(name), MidpointRounding.AwayFromZero));

    /// <summary>The text of a dimension.</summary>
    /// <exception cref="ArgumentException">There is no such dimension, or it holds numbers.</exception>
    public string Text(string name) => this[name] as string ?? throw new ArgumentException($"Dimension '{name}' holds numbers. Use Number.", nameof(name));

    /// <summary>The values in words, such as <c>rate 0.01, layers 64</c>.</summary>
    public override string ToString() => string.Join(", ", _values.Select(v => $"{v.Name} {Format(v.Value)}"));

    /// <summary>A value as text that reads back to the same.</summary>
    internal static string Format(object value) => Convert.ToString(value, CultureInfo.InvariantCulture)!;
}
