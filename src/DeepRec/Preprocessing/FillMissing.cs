namespace DeepRec.Preprocessing;

/// <summary>Fills in missing values of a <see cref="FeatureKind.Number"/> or <see cref="FeatureKind.Category"/>.</summary>
/// <remarks>
/// Where training has no value at all, a number becomes 0 and a category stays missing. Categories need not be filled:
/// <see cref="CategoryVocabulary"/> gives missing an id of its own. Immutable; safe from many threads.
/// </remarks>
/// <param name="column">The column.</param>
/// <param name="strategy">What stands in. Default: the mean.</param>
public sealed class FillMissing(string column, FillStrategy strategy = FillStrategy.Mean) : PreprocessingStep
{
    /// <summary>The number that stands in with <see cref="FillStrategy.Constant"/>. Finite.</summary>
    /// <value>Default 0. Ignored for other strategies and for categories.</value>
    public float ConstantNumber { get; init => field = float.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "ConstantNumber is finite."); }

    /// <summary>The category that stands in with <see cref="FillStrategy.Constant"/>.</summary>
    /// <value>Default <see langword="null"/>: must be stated for a category. Ignored for other strategies and for numbers.</value>
    public string? ConstantCategory { get; init; }

    /// <summary>
    /// Whether a column <c>"&lt;column&gt;.missing"</c> is added that is 1 where the value was missing, else 0.
    /// It is added only where training has missing values: a column that is always 0 teaches nothing.
    /// </summary>
    /// <value>Default <see langword="false"/>.</value>
    public bool AddIndicator { get; init; }

    internal override string? OnlyColumn => column;

    /// <inheritdoc/>
    public override FittedStep Fit(TrainingSet training)
    {
        ArgumentNullException.ThrowIfNull(training);
        bool adds = AddIndicator && training.Partitions.Any(p => p[column].MissingCount > 0);
        return training.Partitions[0][column] switch
        {
            NumberColumn => new FittedFillNumber(column, NumberFor(training), adds),
            CategoryColumn => new FittedFillCategory(column, CategoryFor(training), adds),
            var other => throw new ArgumentException($"Column '{column}' is a {other.GetType().Name}; FillMissing needs a number or a category.", nameof(training)),
        };
    }

    private float NumberFor(TrainingSet training) => strategy switch
    {
        FillStrategy.Mean => (float)NumberSummary.Of(training, column).Mean,
        FillStrategy.Median => Quantiles.At(Numbers.Sorted(training, column), 0.5),
        FillStrategy.MostFrequent => MostFrequent(Numbers.Sorted(training, column)),
        FillStrategy.Constant => ConstantNumber,
        _ => throw Unknown(),
    };

    private string? CategoryFor(TrainingSet training) => strategy switch
    {
        FillStrategy.MostFrequent => CategoryValues.Count(training, column).OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal).Select(c => c.Key).FirstOrDefault(),
        FillStrategy.Constant => ConstantCategory ?? throw new ArgumentException($"Column '{column}' is a category: state ConstantCategory.", nameof(training)),
        FillStrategy.Mean or FillStrategy.Median => throw new ArgumentException($"Column '{column}' is a category, which has no {strategy}. Use MostFrequent or Constant.", nameof(training)),
        _ => throw Unknown(),
    };

    private static float MostFrequent(float[] sorted)
    {
        float best = 0;
        for (int start = 0, longest = 0, end; start < sorted.Length; start = end)
        {
            for (end = start + 1; end < sorted.Length && sorted[end] == sorted[start];) end++;
            if (end - start > longest) (best, longest) = (sorted[start], end - start);
        }

        return best;
    }

    private ArgumentOutOfRangeException Unknown() => new(nameof(strategy), strategy, "unknown strategy");
}
