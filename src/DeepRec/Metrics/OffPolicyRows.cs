using System.Globalization;

namespace DeepRec;

/// <summary>Checks rows of a log before a policy is estimated from them.</summary>
internal static class OffPolicyRows
{
    /// <exception cref="ArgumentException">Something does not suit; the message names the row, from 1, and the value.</exception>
    public static void Check(ReadOnlySpan<double> propensities, ReadOnlySpan<double> targets, ReadOnlySpan<double> rewards)
    {
        if (propensities.Length < 2) throw new ArgumentException($"There are {propensities.Length} rows; an estimate with an interval needs 2 or more.", nameof(propensities));
        CheckFinite(rewards, propensities.Length, "reward", nameof(rewards));
        if (targets.Length != propensities.Length) throw new ArgumentException($"There are {targets.Length} target probabilities for {propensities.Length} propensities.", nameof(targets));
        for (int row = 0; row < targets.Length; row++)
        {
            if (!(propensities[row] is > 0 and <= 1)) throw new ArgumentException(Text("propensity", row, propensities[row], "it is above 0, at most 1: what was shown could be shown"), nameof(propensities));
            if (!(targets[row] is >= 0 and <= 1)) throw new ArgumentException(Text("target probability", row, targets[row], "it is from 0 to 1"), nameof(targets));
        }
    }

    /// <exception cref="ArgumentException">The length differs, or a number is not finite.</exception>
    public static void CheckFinite(ReadOnlySpan<double> numbers, int rows, string what, string name)
    {
        if (numbers.Length != rows) throw new ArgumentException($"There are {numbers.Length} {what}s for {rows} propensities.", name);
        for (int row = 0; row < rows; row++) if (!double.IsFinite(numbers[row])) throw new ArgumentException(Text(what, row, numbers[row], "it is a finite number"), name);
    }

    private static string Text(string what, int row, double value, string rule) => string.Create(CultureInfo.InvariantCulture, $"The {what} of row {row + 1} is {value}; {rule}.");
}
