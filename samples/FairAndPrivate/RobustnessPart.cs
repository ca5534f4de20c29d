using DeepRec;

namespace FairAndPrivate;

/// <summary>Whether later data is of another kind, and who was made up to push an item.</summary>
internal static class RobustnessPart
{
    public static void Run(Material material)
    {
        var drift = DriftReport.Of(material.Earlier, material.Later);
        Sheet.Print(
            $"Drift: {drift.RowsAfter:N0} later ratings against {drift.RowsBefore:N0} earlier ones", ["column", "stability index", "new values", "missing before", "after"],
            drift.Columns.Select(c => new[] { c.Name, Sheet.Of(c.StabilityIndex), Sheet.Of(c.NewShare), Sheet.Of(c.MissingBefore), Sheet.Of(c.MissingAfter) }));

        Sheet.Print(
            "Shilling: made-up profiles of one user in twenty push an item", ["attack", "planted", "found", "falsely accused", "the item"],
            new[] { ShillingKind.Random, ShillingKind.Average, ShillingKind.Bandwagon }.Select(kind => Attack(material.Ratings, kind)));
    }

    private static string[] Attack(Dataset ratings, ShillingKind kind)
    {
        var attack = ShillingAttack.Plant(ratings, new ShillingOptions { Kind = kind, AttackSize = 0.05 });
        var findings = new ShillingDetection().Find(attack.Rows);
        string[] accused = [.. findings.SelectMany(finding => finding.Profiles).Distinct()];
        int found = accused.Intersect(attack.Profiles).Count();
        return [$"{kind}", $"{attack.Profiles.Count}", $"{found}", $"{accused.Length - found}", findings.Any(finding => finding.Target == attack.Target) ? "found" : "missed"];
    }
}
