using DeepRec.Preprocessing;
using static DeepRec.Tests.Documentation.Examples;

namespace DeepRec.Tests.Documentation;

/// <summary>The C# of docs/reference, steps that remove rows. Each method is named after the type or section that it shows.</summary>
internal static class SnippetsReferenceRowSteps
{
    public static void DeduplicateExample()
    {
        var rows = Events(
            new Event("u1", "i1", 1, At("2026-03-02 10:00")), new Event("u1", "i1", 4, At("2026-03-01 10:00")), new Event("u1", "i2", 5)).Rows;

        Show(new Deduplicate().Apply(rows));
        Show(new Deduplicate(DuplicatePolicy.MeanLabel).Apply(rows));
    }

    public static void DropBotLikeUsersExample()
    {
        var rows = Events(
            new Event("u1", "i1", 1, At("2026-03-01 10:00")), new Event("u1", "i2", 2, At("2026-03-01 11:00")), new Event("u1", "i3", 3, At("2026-03-02 09:00")),
            new Event("u2", "i1", 4, At("2026-03-01 10:00")), new Event("u2", "i2", 5, At("2026-03-02 10:00"))).Rows;

        Show(new DropBotLikeUsers { MaximumRowsPerDay = 2 }.Apply(rows));
    }

    public static void DropBurstsExample()
    {
        var rows = Events(
            new Event("u1", "i1", 1, At("2026-03-01 10:00:00")), new Event("u1", "i2", 2, At("2026-03-01 10:00:01")),
            new Event("u1", "i3", 3, At("2026-03-01 10:00:02")), new Event("u1", "i4", 4, At("2026-03-01 10:05:00"))).Rows;

        Show(new DropBursts { MaximumEvents = 2, Window = TimeSpan.FromSeconds(10) }.Apply(rows));
    }

    public static void DropContradictoryRatingsExample()
    {
        var rows = Events(new Event("u1", "i1", 1), new Event("u1", "i1", 5), new Event("u1", "i2", 4), new Event("u1", "i2", 3)).Rows;

        Show(new DropContradictoryRatings().Apply(rows));
    }

    public static void DropInvalidRowsExample()
    {
        var rows = Events(new Event("u1", "i1", 4), new Event("u1", null, 3), new Event("u1", "i2", null), new Event("u2", "i1", 99)).Rows;

        Show(new DropInvalidRows { MinimumLabel = 1, MaximumLabel = 5 }.Apply(rows));
    }

    public static void DropRepeatedEventsExample()
    {
        var rows = Events(
            new Event("u1", "i1", 1, At("2026-03-01 10:00:00.0")), new Event("u1", "i1", 2, At("2026-03-01 10:00:00.7")),
            new Event("u1", "i1", 3, At("2026-03-01 10:00:01.4")), new Event("u1", "i1", 4, At("2026-03-01 11:00:00.0"))).Rows;

        Show(new DropRepeatedEvents().Apply(rows));
    }

    public static void DropUniformRatersExample()
    {
        var rows = Events(new Event("u1", "i1", 5), new Event("u1", "i2", 5), new Event("u2", "i1", 4), new Event("u2", "i2", 2), new Event("u3", "i1", 3)).Rows;

        Show(new DropUniformRaters { MinimumRows = 2 }.Apply(rows));
    }

    public static void KCoreExample()
    {
        var rows = Events(
            new Event("u1", "i1", 1), new Event("u1", "i2", 2), new Event("u2", "i1", 3), new Event("u2", "i2", 4),
            new Event("u3", "i2", 5), new Event("u3", "i3", 6)).Rows;

        Show(new KCore(minimumRowsPerUser: 2, minimumRowsPerItem: 2).Apply(rows));
    }
}
