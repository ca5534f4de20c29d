namespace DeepRec.Quality;

/// <summary>What a loss made of training labels some of which were wrong.</summary>
/// <param name="Share">Of labels that were replaced.</param>
/// <param name="Loss">Which.</param>
/// <param name="Rmse">On clean rows, one for each seed.</param>
/// <param name="Mae">On clean rows, one for each seed.</param>
internal sealed record LabelNoiseResult(double Share, string Loss, double[] Rmse, double[] Mae)
{
    public override string ToString() => FormattableString.Invariant($"| {100 * Share:0} % | {Loss} | {Mean(Rmse):F4} ± {Deviation(Rmse):F4} | {Mean(Mae):F4} ± {Deviation(Mae):F4} |");

    private static double Mean(double[] values) => values.Average();

    private static double Deviation(double[] values) => values.Length < 2 ? 0 : Math.Sqrt(values.Sum(value => Math.Pow(value - values.Average(), 2)) / (values.Length - 1));
}
