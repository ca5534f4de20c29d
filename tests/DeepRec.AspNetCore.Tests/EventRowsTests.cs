using System.Diagnostics;

namespace DeepRec.AspNetCore.Tests;

/// <summary>What is learned from events is what a request would have said.</summary>
public sealed class EventRowsTests
{
    [Fact]
    public void ValuesAreThoseOfARequest()
    {
        var rows = Of(
            [Feature.Category("Action", FeatureRole.Event), Feature.Categories("Tags", FeatureRole.Event), Feature.Text("Note", FeatureRole.Event), Feature.Number("Stars", FeatureRole.Event), new Feature("Seen", FeatureKind.DateTime, FeatureRole.Event)],
            new Dictionary<string, object?> { ["Action"] = " buy ", ["Tags"] = new[] { "red", "new" }, ["Note"] = "fine", ["Stars"] = "4.5", ["Seen"] = "2026-05-04T03:02:01+02:00" },
            new Dictionary<string, object?> { ["Action"] = " ", ["Tags"] = "new", ["Note"] = null, ["Stars"] = 4L, ["Seen"] = "yesterday" },
            new Dictionary<string, object?> { ["Action"] = new[] { "buy" }, ["Stars"] = "many", ["Other"] = 1.0 });

        Assert.Equal(["buy", null, null], Texts(rows, "Action"));
        Assert.Equal(["red|new", "new", null], Texts(rows, "Tags"));
        Assert.Equal(["fine", null, null], Texts(rows, "Note"));
        Assert.Equal([4.5f, 4, float.NaN], rows.Column<NumberColumn>("Stars").Values.ToArray());
        Assert.Equal(new DateTimeOffset(2026, 5, 4, 1, 2, 1, TimeSpan.Zero).Ticks, rows.Column<DateTimeColumn>("Seen").Ticks[0]);
        Assert.Equal([false, true, true], Enumerable.Range(0, 3).Select(rows["Seen"].IsMissing));
    }

    [Fact]
    public void ManyCategoriesTakeNoLongerThanTheirRows()
    {
        var values = Enumerable.Range(0, 100_000).Select(i => new Dictionary<string, object?> { ["Session"] = $"session {i}" }).ToArray();
        long start = Stopwatch.GetTimestamp();
        Assert.Equal(100_000, Of([Feature.Category("Session", FeatureRole.Event)], values).Column<CategoryColumn>("Session").Values.Count);
        Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(20)); // by comparing each with each it took minutes
    }

    private static Dataset Of(Feature[] features, params Dictionary<string, object?>[] values) => EventRows.Of(
        new FeatureSchema([Feature.User("User"), Feature.Item("Item"), .. features]),
        [.. values.Select((one, i) => new LoggedEvent<string, string>(i, "u", new RecentEvent<string>("i") { At = DateTimeOffset.UnixEpoch, Values = one }))]);

    private static string?[] Texts(Dataset rows, string column) => [.. Enumerable.Range(0, rows.Count).Select(rows[column].TextAt)];
}
