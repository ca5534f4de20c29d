using DeepRec.Preprocessing;

namespace DeepRec.Tests.Documentation;

/// <summary>The chapter on context, run from rows to the comparison.</summary>
[Collection(nameof(SnippetTests))]
public sealed class SnippetsContextTests
{
    [Fact]
    public void TheGuideTrainsAsksAndComparesWithContext()
    {
        var start = new DateTimeOffset(2026, 3, 1, 7, 0, 0, TimeSpan.Zero);
        var visits = Dataset.From(Enumerable.Range(0, 400).Select(i => new SnippetsGuideContext.Visit(
            $"u{i % 20}", $"i{(i * 7 + i / 20) % 30}", start.AddHours(i), i % 2 == 0 ? "phone" : "desktop", i % 3 == 0 ? null : "app", null, 48 + (i % 3), 11 + (i % 2), i % 4 == 0 ? "Munich" : "Nuremberg")));
        var (train, test) = Split.Random(visits);
        var pipeline = SnippetsGuideContext.Pipeline(
            [new CalendarPeriod("holiday", new DateOnly(2026, 3, 8))], new Dictionary<string, IReadOnlyList<string?>> { ["Munich"] = ["Bavaria", "Germany"], ["Nuremberg"] = ["Bavaria", "Germany"] });

        using var with = SnippetsGuideContext.Train(train, pipeline);
        using var without = SnippetsGuideContext.Train(train, [new CategoryVocabulary("UserId"), new CategoryVocabulary("ItemId")]);

        string[] inputs = [.. with.Pipeline.Inputs.Select(input => input.Name)];
        Assert.Equal(
            ["UserId", "ItemId", "Device", "Channel", "Weather", "City", "At.sincebucket", "At.hour", "At.weekday", "At.season", "At.calendar", "Latitude.geo3", "Latitude.geo5", "City.region", "City.country"],
            inputs);
        string asked = CapturedConsole.Of(() => SnippetsGuideContext.Ask(with, start.AddDays(30)));
        Assert.Equal(3, asked.Split("without context: ").Length - 1);
        string compared = CapturedConsole.Of(() => SnippetsGuideContext.Compare(train, test, with, without));
        Assert.Matches(@"NDCG@10: -?\d\.\d{4} \[-?\d\.\d{4}, -?\d\.\d{4}\]", compared);
    }
}
