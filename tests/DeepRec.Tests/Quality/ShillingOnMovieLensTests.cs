namespace DeepRec.Tests.Quality;

/// <summary>Planted profiles among real ratings; skipped unless the environment variable DEEPREC_DATA names the folder that holds ml-100k.</summary>
public sealed class ShillingOnMovieLensTests
{
    private static readonly Lazy<Dataset> Films = new(() => Dataset.FromCsv(
        Path.Combine(Environment.GetEnvironmentVariable("DEEPREC_DATA")!, "ml-100k", "u.data"),
        new FeatureSchema([Feature.User("user"), Feature.Item("item"), Feature.Label("rating"), Feature.Timestamp("at")]), new CsvOptions { Separator = "\t", HasHeader = false }));

    [Theory]
    [InlineData(ShillingKind.Random, true)]
    [InlineData(ShillingKind.Average, true)]
    [InlineData(ShillingKind.Bandwagon, true)]
    [InlineData(ShillingKind.LoveHate, false)]
    public void NineOfTenProfilesAreFoundAtFewFalseAlarms(ShillingKind kind, bool push)
    {
        SkipWithoutData();
        (int found, int planted, double worstAlarms) = (0, 0, 0);
        foreach (double fillers in new[] { 0.03, 0.06, 0.15 })
        {
            for (int seed = 1; seed <= 3; seed++)
            {
                var attack = ShillingAttack.Plant(Films.Value, new ShillingOptions { Kind = kind, Push = push, FillerSize = fillers, Seed = seed });
                var flagged = new ShillingDetection().Find(attack.Rows).SelectMany(finding => finding.Profiles).ToHashSet();
                found += attack.Profiles.Count(flagged.Contains);
                planted += attack.Profiles.Count;
                worstAlarms = Math.Max(worstAlarms, flagged.Except(attack.Profiles).Count() / 943.0);
            }
        }

        TestContext.Current.SendDiagnosticMessage($"{kind}: {found} of {planted}, false alarms at most {worstAlarms:P2}");
        Assert.True(found >= 0.9 * planted, $"{found} of {planted} found.");
        Assert.True(worstAlarms <= 0.05, $"{worstAlarms:P2} false alarms.");
    }

    [Fact]
    public void WithoutAnAttackFewAreSuspected()
    {
        SkipWithoutData();

        Assert.True(new ShillingDetection().Find(Films.Value).Sum(finding => finding.Profiles.Count) <= 0.05 * 943);
    }

    private static void SkipWithoutData() => Assert.SkipWhen(Environment.GetEnvironmentVariable("DEEPREC_DATA") is null, "Set DEEPREC_DATA to the folder that holds ml-100k.");
}
