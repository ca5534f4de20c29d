using System.Runtime.CompilerServices;

namespace DeepRec;

/// <summary>Checks of numbers in option records. Each returns the value it accepts.</summary>
internal static class Setting
{
    public static double Positive(double value, [CallerMemberName] string? name = null) =>
        value > 0 && double.IsFinite(value) ? value : throw Refused(name, value, "a finite number above 0");

    public static double NotNegative(double value, [CallerMemberName] string? name = null) =>
        value >= 0 && double.IsFinite(value) ? value : throw Refused(name, value, "a finite number from 0");

    /// <summary>From 0 up to, not including, 1.</summary>
    public static double Fraction(double value, [CallerMemberName] string? name = null) =>
        value is >= 0 and < 1 ? value : throw Refused(name, value, "at least 0 and less than 1");

    /// <summary>Above 0 up to 1.</summary>
    public static double Share(double value, [CallerMemberName] string? name = null) =>
        value is > 0 and <= 1 ? value : throw Refused(name, value, "above 0 and at most 1");

    public static int AtLeastOne(int value, [CallerMemberName] string? name = null) =>
        value >= 1 ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} must be 1 or more.");

    /// <summary>Large enough not to vanish in single precision, where 0 divided by it must stay 0.</summary>
    public static double Epsilon(double value, [CallerMemberName] string? name = null) =>
        value >= SmallestNormalSingle && double.IsFinite(value) ? value : throw Refused(name, value, "a finite number from 1.2E-38");

    private const double SmallestNormalSingle = 1.1754943508222875e-38;

    private static ArgumentOutOfRangeException Refused(string? name, double value, string expected) =>
        new(name, value, $"{name} must be {expected}.");
}
