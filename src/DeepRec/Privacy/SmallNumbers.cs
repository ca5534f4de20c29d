namespace DeepRec;

/// <summary>e^x − 1 and ln(1 + x) without loss of digits near 0, where <c>double.ExpM1</c> and <c>double.LogP1</c> of .NET lose them.</summary>
internal static class SmallNumbers
{
    /// <summary>e^x − 1 = 2 sinh(x/2) e^(x/2).</summary>
    public static double ExpMinusOne(double x) => x > 1400 ? double.PositiveInfinity : x < -50 ? -1 : 2 * Math.Sinh(x / 2) * Math.Exp(x / 2);

    /// <summary>ln(1 + x): what 1 + x loses is made good by the quotient (Kahan; Goldberg 1991, theorem 4).</summary>
    public static double LogPlusOne(double x)
    {
        double sum = 1 + x;
        return sum == 1 || double.IsInfinity(sum) ? x : Math.Log(sum) * (x / (sum - 1));
    }
}
