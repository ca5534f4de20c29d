namespace DeepRec;

/// <summary>One setting that is searched over: its name and what it may be.</summary>
/// <remarks>Immutable; safe from many threads.</remarks>
public sealed class SearchDimension
{
    private readonly bool _isLogarithmic;

    private SearchDimension(string name, IReadOnlyList<object> values, double minimum = 0, double maximum = 0, bool isLogarithmic = false)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        (Name, Values, Minimum, Maximum, _isLogarithmic) = (name, values, minimum, maximum, isLogarithmic);
    }

    /// <summary>What <see cref="SearchPoint"/> calls it.</summary>
    public string Name { get; }

    /// <summary>The values it may be, numbers or texts, in order; empty for a range.</summary>
    public IReadOnlyList<object> Values { get; }

    /// <summary>The least number of a range.</summary>
    public double Minimum { get; }

    /// <summary>The greatest number of a range.</summary>
    public double Maximum { get; }

    /// <summary>A list of numbers.</summary>
    /// <param name="name">The name.</param>
    /// <param name="values">Finite, distinct, at least one.</param>
    /// <exception cref="ArgumentException">There is no number, one is not finite, or one occurs twice.</exception>
    public static SearchDimension Grid(string name, params IReadOnlyList<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        foreach (double value in values) if (!double.IsFinite(value)) throw new ArgumentException($"Dimension '{name}': {value} is not finite.", nameof(values));
        return new SearchDimension(name, Distinct(name, values.Cast<object>()));
    }

    /// <summary>A list of names, for what is no number: a loss, a list of layers.</summary>
    /// <param name="name">The name.</param>
    /// <param name="values">Distinct, at least one.</param>
    /// <exception cref="ArgumentException">There is no name, or one occurs twice.</exception>
    public static SearchDimension Choice(string name, params IReadOnlyList<string> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        foreach (string value in values) ArgumentNullException.ThrowIfNull(value, nameof(values));
        return new SearchDimension(name, Distinct(name, values));
    }

    /// <summary>Any number of a range, all equally likely. For <see cref="SearchMethod.Random"/> only.</summary>
    /// <param name="name">The name.</param>
    /// <param name="minimum">The least, finite.</param>
    /// <param name="maximum">The greatest, finite, above the least.</param>
    /// <exception cref="ArgumentOutOfRangeException">The range is not finite or does not rise.</exception>
    public static SearchDimension Uniform(string name, double minimum, double maximum) =>
        new(name, [], minimum, CheckMaximum(name, minimum, maximum));

    /// <summary>Any number of a range, its logarithm equally likely: for settings that differ by factors, such as a learning rate. For <see cref="SearchMethod.Random"/> only.</summary>
    /// <param name="name">The name.</param>
    /// <param name="minimum">The least, above 0.</param>
    /// <param name="maximum">The greatest, finite, above the least.</param>
    /// <exception cref="ArgumentOutOfRangeException">The range is not finite, does not rise, or does not begin above 0.</exception>
    public static SearchDimension LogUniform(string name, double minimum, double maximum) => minimum > 0
        ? new(name, [], minimum, CheckMaximum(name, minimum, maximum), isLogarithmic: true)
        : throw new ArgumentOutOfRangeException(nameof(minimum), minimum, $"Dimension '{name}': a logarithmic range begins above 0.");

    /// <summary>What a search writes down, so that another is not taken for it.</summary>
    internal string Signature => Values.Count > 0
        ? $"{Name} in {string.Join(", ", Values.Select(SearchPoint.Format))}"
        : $"{Name} {(_isLogarithmic ? "log-uniform" : "uniform")} in {SearchPoint.Format(Minimum)}…{SearchPoint.Format(Maximum)}";

    internal object Draw(ref SeededRandom random)
    {
        if (Values.Count > 0) return Values[random.NextInt(Values.Count)];
        double share = random.NextDouble();
        double value = _isLogarithmic ? Math.Exp(Math.Log(Minimum) + share * (Math.Log(Maximum) - Math.Log(Minimum))) : Minimum + share * (Maximum - Minimum);
        return Math.Clamp(value, Minimum, Maximum);
    }

    private static object[] Distinct(string name, IEnumerable<object> values)
    {
        object[] all = [.. values];
        if (all.Length == 0) throw new ArgumentException($"Dimension '{name}' has no values.", nameof(values));
        object? twice = all.GroupBy(value => value).FirstOrDefault(group => group.Count() > 1)?.Key;
        return twice is null ? all : throw new ArgumentException($"Dimension '{name}' has {SearchPoint.Format(twice)} twice.", nameof(values));
    }

    private static double CheckMaximum(string name, double minimum, double maximum) => maximum > minimum && double.IsFinite(maximum - minimum)
        ? maximum
        : throw new ArgumentOutOfRangeException(nameof(maximum), maximum, $"Dimension '{name}': a range is finite and rises.");
}
